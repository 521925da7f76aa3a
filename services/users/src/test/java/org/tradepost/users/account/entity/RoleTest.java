package org.tradepost.users.account.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.identity.Role;

class RoleTest {

    @Test
    void aUserMayReadAndWriteTheirOwnDataAndOrders() {
        assertThat(Role.permissionsOf(Set.of(Role.USER)))
                .containsExactly("credential:manage", "order:read", "order:write", "user:read", "user:write");
    }

    @Test
    void aGuestMayOnlyRead() {
        assertThat(Role.permissionsOf(Set.of(Role.GUEST))).containsExactly("order:read", "user:read");
    }

    @Test
    void anAdminMayDoEverythingThatAnybodyMayDo() throws IllegalAccessException {
        List<String> all = new java.util.ArrayList<>();
        for (var constant : org.tradepost.shared.identity.Permissions.class.getFields()) {
            all.add((String) constant.get(null));
        }
        assertThat(all).isNotEmpty();
        assertThat(Role.permissionsOf(Set.of(Role.ADMIN))).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void severalRolesAddUpAndNoneGrantsNothing() {
        assertThat(Role.permissionsOf(EnumSet.of(Role.USER, Role.GUEST)))
                .isEqualTo(Role.permissionsOf(Set.of(Role.USER)));
        assertThat(Role.permissionsOf(Set.of())).isEmpty();
    }

    @Test
    void rolesSurviveTheirColumn() {
        RolesConverter converter = new RolesConverter();
        for (Set<Role> roles : List.of(EnumSet.of(Role.USER), EnumSet.allOf(Role.class))) {
            assertThat(converter.convertToEntityAttribute(converter.convertToDatabaseColumn(roles)))
                    .isEqualTo(roles);
        }
        assertThat(converter.convertToDatabaseColumn(EnumSet.allOf(Role.class))).isEqualTo("admin,guest,user");
    }
}
