package org.tradepost.users.apikey.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.Role;

class KeyPermissionsTest {

    @Test
    void noKeyManagesCredentialsNotEvenAnAdministrators() {
        assertThat(KeyPermissions.of(EnumSet.allOf(Role.class)))
                .isNotEmpty()
                .doesNotContain(Permissions.CREDENTIAL_MANAGE, Permissions.CLIENT_ADMIN, Permissions.KEY_ADMIN);
        assertThat(KeyPermissions.exists(Permissions.CREDENTIAL_MANAGE)).isFalse();
        assertThat(KeyPermissions.exists(Permissions.Internal.STOCK_RESERVE)).isFalse();
        assertThat(KeyPermissions.exists(Permissions.ORDER_READ)).isTrue();
    }

    @Test
    void aKeyPermitsWhatItWasGivenAsFarAsItsOwnerStillMay() {
        List<String> granted = List.of("order:read", "order:write", "catalog:write", "credential:manage");
        assertThat(KeyPermissions.effective(granted, Set.of(Role.ADMIN)))
                .containsExactly("catalog:write", "order:read", "order:write");
        assertThat(KeyPermissions.effective(granted, Set.of(Role.USER))).containsExactly("order:read", "order:write");
        assertThat(KeyPermissions.effective(granted, Set.of(Role.GUEST))).containsExactly("order:read");
    }

    @Test
    void aKeyActsInARoleOnlyWhenItHasAllOfIt() {
        Set<Role> roles = Set.of(Role.ADMIN, Role.USER);
        assertThat(KeyPermissions.rolesWithin(KeyPermissions.of(roles), roles)).containsExactly(Role.ADMIN, Role.USER);
        TreeSet<String> almost = new TreeSet<>(KeyPermissions.of(roles));
        almost.remove(Permissions.AUDIT_READ);
        assertThat(KeyPermissions.rolesWithin(almost, roles)).containsExactly(Role.USER);
        assertThat(KeyPermissions.rolesWithin(Set.of("order:read"), roles)).isEmpty();
        assertThat(KeyPermissions.rolesWithin(KeyPermissions.of(roles), Set.of(Role.USER)))
                .containsExactly(Role.USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "Robert'); DROP TABLE api_key;--", "<script>alert(1)</script>", " build server "})
    void aNameIsAnyTextOfOneTo50Characters(String text) {
        assertThat(new KeyName(text).value()).isEqualTo(text.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "a\u0000b", "a\nb", "a\u2028b", "123456789012345678901234567890123456789012345678901"})
    void anyOtherIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyName(text));
    }
}
