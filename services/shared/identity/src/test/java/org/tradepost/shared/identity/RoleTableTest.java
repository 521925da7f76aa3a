package org.tradepost.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.testkit.PermissionTable;

class RoleTableTest {

    private final PermissionTable documented = PermissionTable.read();

    @Test
    void roles_grant_what_the_table_says() {
        var inCode = new TreeMap<String, SortedSet<String>>();
        for (Role role : Role.values()) {
            inCode.put(role.roleName(), Role.permissionsOf(List.of(role)));
        }
        assertThat(inCode).isEqualTo(documented.roles());
    }

    @Test
    void services_may_ask_what_the_table_says() {
        var inCode = new TreeMap<String, SortedSet<String>>();
        for (ServiceAccount account : ServiceAccount.values()) {
            inCode.put(account.clientId(), account.permissions());
        }
        assertThat(inCode).isEqualTo(documented.services());
    }

    @Test
    void no_service_has_a_permission_of_people() {
        var ofPeople = Role.permissionsOf(Arrays.asList(Role.values()));
        var ofServices = new TreeSet<String>();
        documented.services().values().forEach(ofServices::addAll);
        assertThat(ofPeople).doesNotContainAnyElementsOf(ofServices);
    }

    @Test
    void nobody_has_a_permission_that_no_endpoint_needs() {
        var granted = new TreeSet<String>();
        documented.roles().values().forEach(granted::addAll);
        documented.services().values().forEach(granted::addAll);
        // Needed by what is in a body, which the table says below the roles.
        granted.remove(Permissions.ORDER_PRICE);
        assertThat(documented.endpoints())
                .extracting(PermissionTable.Endpoint::access)
                .containsAll(granted);
    }

    @Test
    void every_permission_that_an_endpoint_needs_is_granted_to_somebody() {
        var granted = new TreeSet<String>();
        documented.roles().values().forEach(granted::addAll);
        documented.services().values().forEach(granted::addAll);
        assertThat(documented.endpoints())
                .isNotEmpty()
                .extracting(PermissionTable.Endpoint::access)
                .filteredOn(access -> access.contains(":"))
                .allMatch(granted::contains);
    }
}
