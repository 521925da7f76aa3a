package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.testkit.PermissionTable;
import org.tradepost.shared.testkit.PermissionTable.Endpoint;

/**
 * Every internal endpoint of the table of permissions, asked at its service's own port, as if the network protected nothing: only
 * services with the exact permission come in. {@code PermissionsTest} of each service fails for one that the table lacks.
 */
@Tag("local")
class InternalEndpointsIT {

    private static final PermissionTable TABLE = PermissionTable.read();
    private static final String ON_BEHALF_OF = "Tradepost-On-Behalf-Of";
    /** These would leave a mark for an order that does not exist. */
    private static final Set<String> WRITING = Set.of("/void", "/release", "/commit", "/status-query");

    private static final List<Actor> ACTORS = new ArrayList<>();

    /** Somebody who calls. */
    private record Actor(String name, Api api, Set<String> permissions) {}

    @BeforeAll
    static void everybody() {
        ACTORS.add(new Actor("nobody", Api.anonymous(), null));
        Map<String, String> people = people();
        people.forEach((name, token) -> {
            ACTORS.add(new Actor(name, Api.anonymous().withToken(token), Set.of()));
            Api withService = Api.anonymous().withToken(token).withHeader(ON_BEHALF_OF, Inside.tokenOf("orders"));
            ACTORS.add(new Actor(name + " who brings a service's token along", withService, Set.of()));
        });
        String admin = people.get("an administrator");
        for (String service : Inside.SERVICES) {
            Set<String> permissions = TABLE.services().get("service-" + service);
            Api api = Api.anonymous().withToken(Inside.tokenOf(service));
            ACTORS.add(new Actor("service-" + service, api, permissions));
            ACTORS.add(new Actor(
                    "service-" + service + " for an administrator", api.withHeader(ON_BEHALF_OF, admin), permissions));
        }
    }

    @Test
    void onlyAServiceWithTheExactPermissionComesIn() {
        List<Endpoint> internal =
                TABLE.endpoints().stream().filter(Endpoint::isInternal).toList();
        assertThat(internal).extracting(Endpoint::service).contains("users", "catalog", "orders", "payments");
        SoftAssertions all = new SoftAssertions();
        for (Endpoint row : internal) {
            int allowed = 0;
            for (Actor actor : ACTORS) {
                boolean may = actor.permissions() != null && actor.permissions().contains(row.access());
                Answer answer = call(actor.api().at(Inside.portOf(row.service())), row, may);
                String asked = row.service() + " " + row.operation() + " as " + actor.name();
                if (may) {
                    allowed++;
                    // Not by the status: the exchange refuses what is no API key with 401, too.
                    all.assertThat(answer.text("code"))
                            .as("%s: %s", asked, answer.body())
                            .isNotIn("UNAUTHORIZED", "FORBIDDEN");
                    all.assertThat(answer.status()).as(asked).isLessThan(500);
                } else {
                    String refusal = actor.permissions() == null ? "401 UNAUTHORIZED" : "403 FORBIDDEN";
                    all.assertThat(answer.status() + " " + answer.text("code"))
                            .as("%s: %s", asked, answer.body())
                            .isEqualTo(refusal);
                }
            }
            all.assertThat(allowed).as("who may %s", row.operation()).isPositive();
        }
        all.assertAll();
    }

    private static Map<String, String> people() {
        Deployment deployment = Deployment.get();
        return Map.of(
                "a guest", Shop.guestToken(),
                "a customer", Shop.logIn(Shop.customer().email(), Shop.PASSWORD),
                "an administrator", Shop.logIn(deployment.adminEmail(), deployment.adminPassword()));
    }

    private static Answer call(Api api, Endpoint row, boolean allowed) {
        boolean leavesAMark = WRITING.stream().anyMatch(row.path()::endsWith);
        String id = allowed && leavesAMark ? "not-an-id" : UUID.randomUUID().toString();
        String path = row.path().replaceAll("\\{\\w+\\}", id);
        String body = row.method().equals("GET") || leavesAMark ? null : "{}";
        return api.send(row.method(), path, body);
    }
}
