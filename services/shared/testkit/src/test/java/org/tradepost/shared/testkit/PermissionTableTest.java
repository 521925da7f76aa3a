package org.tradepost.shared.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionTableTest {

    private static final String HEAD =
            """
            ## Endpoints of users
            | method | path | who | objects | stranger |
            |---|---|---|---|---|
            """;

    @Test
    void a_row_is_read_as_it_is_written() {
        var table = PermissionTable.of(
                """
                ## Roles
                | role | permissions |
                |---|---|
                | `guest` | `order:read`, `user:read` |
                """
                        + HEAD
                        + "| GET | `/api/v1/users/{id}` | `user:read` | own | 403 |\n");

        assertThat(table.roles().get("guest")).containsExactly("order:read", "user:read");
        assertThat(table.endpointsOf("users")).singleElement().satisfies(row -> {
            assertThat(row.signature()).isEqualTo("GET /api/v1/users/{id} user:read");
            assertThat(row.isOwned()).isTrue();
            assertThat(row.stranger()).isEqualTo(403);
            assertThat(row.isInternal()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| GET | `/a` | anybody | |",
                "| GET | `/a` | `p:q` | own | |",
                "| GET | `/a` | `p:q` | | 404 |",
                "| GET | `/a` | `p:q` | | |\n| GET | `/a` | anybody | | |",
            })
    void a_row_that_is_wrong_or_there_twice_is_refused(String rows) {
        assertThatThrownBy(() -> PermissionTable.of(HEAD + rows)).hasMessageContaining("wrong or there twice");
    }
}
