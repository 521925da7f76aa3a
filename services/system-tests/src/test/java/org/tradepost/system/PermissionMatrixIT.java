package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.testkit.PermissionTable;
import org.tradepost.shared.testkit.PermissionTable.Endpoint;
import org.tradepost.system.Shop.Customer;

/**
 * Every operation that the running platform documents, called as everybody, answers what the table of permissions says. Requests are
 * well-formed but incomplete: 401, 403 and 404 are decided before that is noticed, so that what is allowed changes next to nothing.
 */
@Tag("deployment")
class PermissionMatrixIT {

    private static final PermissionTable TABLE = PermissionTable.read();
    private static final String LOGOUT = "/api/v1/logout";
    private static final Set<String> PARTNER = Set.of("order:read", "report:read", "catalog:write");
    private static final List<Integer> REFUSED = List.of(401, 403);

    private static final List<Actor> ACTORS = new ArrayList<>();
    private static Customer owner;
    private static Objects objects;

    /** Somebody who calls: their permissions, and whether the objects are theirs to see. */
    private record Actor(String name, Api api, Set<String> permissions, boolean reachesObjects) {

        static Actor inRole(String name, Api api, String role, boolean reachesObjects) {
            return new Actor(name, api, TABLE.roles().get(role), reachesObjects);
        }

        boolean isAnonymous() {
            return permissions == null;
        }
    }

    /** What belongs to the owner, by the beginning of its path. */
    private record Objects(String user, String order, String payment, String sku, String apiKey, String signingKey) {

        String path(Endpoint row) {
            String id = row.path().startsWith("/api/v1/orders/")
                    ? order
                    : row.path().startsWith("/api/v1/payments/")
                            ? payment
                            : row.path().startsWith("/api/v1/api-keys/")
                                    ? apiKey
                                    : row.path().startsWith("/api/v1/signing-keys/")
                                            ? signingKey
                                            : row.path().matches("/api/v\\d/users/.*")
                                                    ? user
                                                    : UUID.randomUUID().toString();
            if (row.isOwned()
                    && !List.of(order, payment, apiKey, signingKey, user).contains(id)) {
                throw new AssertionError("There is no sample of what " + row.operation() + " is about");
            }
            return row.path().replace("{sku}", sku).replaceAll("\\{\\w+\\}", id);
        }
    }

    @BeforeAll
    static void everybody() {
        owner = Shop.customer();
        Customer other = Shop.customer();
        String sku = Shop.product(500, 10);
        Answer order = owner.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 2))
                .expect(201);
        Answer key = owner.api()
                .post("/api/v1/api-keys", Map.of("name", "matrix", "permissions", List.of("order:read")))
                .expect(201);
        Answer signingKey = owner.api()
                .post("/api/v1/signing-keys", Map.of("name", "matrix", "publicKey", publicKey()))
                .expect(201);
        objects = new Objects(
                owner.id(), order.text("id"), order.text("paymentId"), sku, key.text("id"), signingKey.text("id"));
        ACTORS.add(new Actor("anonymous", Api.anonymous(), null, false));
        ACTORS.add(Actor.inRole("guest", Api.anonymous().withToken(Shop.guestToken()), "guest", false));
        ACTORS.add(Actor.inRole("another user", other.api(), "user", false));
        ACTORS.add(new Actor("a partner", partner(), PARTNER, false));
        if (Deployment.get().isLocal()) {
            for (String service : Inside.SERVICES) {
                Api api = Api.anonymous().withToken(Inside.tokenOf(service));
                Set<String> permissions = TABLE.services().get("service-" + service);
                ACTORS.add(new Actor("service-" + service, api, permissions, false));
            }
        }
        ACTORS.add(Actor.inRole("the owner", owner.api(), "user", true));
        Deployment deployment = Deployment.get();
        // A session of its own, which may be logged out.
        Api admin = Api.anonymous().withToken(Shop.logIn(deployment.adminEmail(), deployment.adminPassword()));
        ACTORS.add(Actor.inRole("an administrator", admin, "admin", true));
    }

    @Test
    void everyDocumentedOperationHasItsRow() {
        JsonNode paths = Api.anonymous().get("/openapi.json").expect(200).body().path("paths");
        var operations = new TreeSet<String>();
        paths.fields().forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(member -> {
            if (List.of("get", "post", "put", "patch", "delete").contains(member)) {
                operations.add(member.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }));
        assertThat(operations).isNotEmpty();
        assertThat(publicRows()).extracting(Endpoint::operation).containsExactlyInAnyOrderElementsOf(operations);
    }

    @Test
    void everybodyMayDoWhatTheTableSaysAndNothingElse() {
        String before = state();
        SoftAssertions all = new SoftAssertions();
        for (Endpoint row : publicRows()) {
            for (Actor actor : ACTORS) {
                int refusal = refusal(row, actor);
                if (refusal != 0) {
                    Answer answer = call(actor.api(), row);
                    all.assertThat(answer.status() + " " + answer.text("code"))
                            .as("%s, as %s: %s", row.operation(), actor.name(), answer.body())
                            .isEqualTo(refusal + " " + code(refusal));
                }
            }
        }
        assertThat(state()).as("what was refused changed nothing").isEqualTo(before);
        for (Endpoint row : publicRows()) {
            for (Actor actor : ACTORS) {
                if (refusal(row, actor) == 0) {
                    Answer answer = call(actor.api(), row);
                    all.assertThat(allowed(row, answer))
                            .as("%s, as %s: %s %s", row.operation(), actor.name(), answer.status(), answer.body())
                            .isTrue();
                }
            }
        }
        all.assertAll();
    }

    @Test
    void whatIsInternalDoesNotExistOutsideWhoeverAsks() {
        List<Endpoint> internal =
                TABLE.endpoints().stream().filter(Endpoint::isInternal).toList();
        assertThat(internal).isNotEmpty().allSatisfy(row -> {
            for (Actor actor : ACTORS) {
                call(actor.api(), row).expectProblem(404, "NOT_FOUND");
            }
        });
    }

    private static List<Endpoint> publicRows() {
        return TABLE.endpoints().stream()
                .filter(row -> !row.isInternal())
                .sorted(Comparator.comparing(row -> row.path().equals(LOGOUT)))
                .toList();
    }

    /** The status that the table demands; 0 for none. */
    private static int refusal(Endpoint row, Actor actor) {
        if (row.access().equals(PermissionTable.ANYBODY)) {
            return 0;
        }
        if (actor.isAnonymous()) {
            return 401;
        }
        if (!row.access().equals(PermissionTable.SIGNED_IN)
                && !actor.permissions().contains(row.access())) {
            return 403;
        }
        return row.isOwned() && !actor.reachesObjects() ? row.stranger() : 0;
    }

    private static String code(int status) {
        return switch (status) {
            case 401 -> "UNAUTHORIZED";
            case 403 -> "FORBIDDEN";
            default -> "NOT_FOUND";
        };
    }

    /** A public endpoint may refuse what its own body lacks, such as credentials, with 401. */
    private static boolean allowed(Endpoint row, Answer answer) {
        boolean anybody = row.access().equals(PermissionTable.ANYBODY);
        return answer.status() < 500
                && (anybody || !REFUSED.contains(answer.status()))
                && !(row.isOwned() && answer.status() == 404);
    }

    private static Answer call(Api api, Endpoint row) {
        String path = objects.path(row);
        return switch (row.method()) {
            // Who may follow an order would follow it for half an hour.
            case "GET" -> api.withHeader("Last-Event-ID", "none").send("GET", path, null);
            case "DELETE" -> api.send("DELETE", path, null);
            default -> {
                Api once = row.path().endsWith("/orders") ? api.withNewKey() : api;
                yield switch (row.operation()) {
                    case "POST /api/v1/product-imports" ->
                        once.withHeader("Content-Type", "text/csv").send("POST", path, "sku\n");
                    case "POST /oauth2/token", "POST /oauth2/revoke" ->
                        once.withHeader("Content-Type", "application/x-www-form-urlencoded")
                                .send("POST", path, "grant_type=none");
                    case "POST /api/v1/orders/{id}/cancel", "POST /api/v1/admin/orders/{id}/resume" ->
                        once.withHeader("If-Match", "\"0\"").send("POST", path, null);
                    case "POST /api/v1/orders/{id}/refunds" ->
                        once.post(path, Map.of("amount", Map.of("amount", 1, "currency", "GBP")));
                    case "POST /api/v1/signing-keys/{id}/rotate" -> once.post(path, Map.of("publicKey", publicKey()));
                    default -> once.send(row.method(), path, "{}");
                };
            }
        };
    }

    /** Everything of the owner's that somebody could have changed, and what is for sale. */
    private static String state() {
        Api admin = Shop.admin();
        return List.of(
                        admin.get("/api/v1/users/" + owner.id()),
                        admin.get("/api/v1/orders/" + objects.order()),
                        admin.get("/api/v1/payments/" + objects.payment()),
                        admin.get("/api/v1/products/" + objects.sku()),
                        admin.get("/api/v1/products/" + objects.sku() + "/stock"),
                        admin.get("/api/v1/api-keys/" + objects.apiKey()),
                        admin.get("/api/v1/orders?userId=" + owner.id()))
                .stream()
                .map(answer -> answer.header("ETag") + " " + answer.expect(200).body())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> publicKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONObject();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A program that logs in as itself and has no account. */
    private static Api partner() {
        Answer client = Shop.admin()
                .post("/api/v1/admin/clients", Map.of("name", "matrix", "permissions", PARTNER))
                .expect(201);
        String form = "grant_type=client_credentials&client_id=" + client.text("id") + "&client_secret="
                + client.text("clientSecret");
        Answer token = Api.anonymous()
                .withHeader("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", "/oauth2/token", form)
                .expect(200);
        return Api.anonymous().withToken(token.text("access_token"));
    }
}
