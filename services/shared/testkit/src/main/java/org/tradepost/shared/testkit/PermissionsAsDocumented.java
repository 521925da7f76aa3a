package org.tradepost.shared.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Application;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Inherited by a test of each service: its endpoints and the table of permissions are the same, neither has more than the other. */
public abstract class PermissionsAsDocumented {

    private final String service;
    private final Application application;

    protected PermissionsAsDocumented(String service, Application application) {
        this.service = service;
        this.application = application;
    }

    @Test
    void every_endpoint_says_exactly_once_who_may_call_it() {
        assertThat(new EndpointAccess(application).unclear()).isEmpty();
    }

    @Test
    void every_endpoint_has_its_row_and_every_row_its_endpoint() {
        var documented = PermissionTable.read().endpointsOf(service).stream()
                .map(PermissionTable.Endpoint::signature)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isNotEmpty();
        assertThat(new EndpointAccess(application).signatures())
                .as("endpoints in the code; docs/permissions.md is expected to have the same")
                .containsExactlyInAnyOrderElementsOf(documented);
    }
}
