package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.tradepost.system.ApiDocument.Operation;
import org.tradepost.system.Shop.Customer;

/** What it takes to make every operation of the API succeed, over and over and at once: objects to change, values for fields. */
final class HostileTargets {

    private static final String SIGNING_KEYS = "/api/v1/signing-keys/";
    private static final String ROTATE_SIGNING_KEY = "POST " + SIGNING_KEYS + "{id}/rotate";
    private static final String ORDERS = "/api/v1/orders/";
    private static final String COMMANDS = "/api/v1/admin/queues/maintenance/commands";
    private static final String WEBHOOKS = "/api/v1/webhooks";
    /** On this machine, where nobody listens; what is made of it is gone before it is called. */
    private static final String RECEIVER = "http://127.0.0.1:9/hooks";

    private static final Set<String> CHANGES = Set.of("PUT", "PATCH");
    private static final long MUCH = 1_000_000;

    private final Api admin = Shop.admin();
    private final Customer victim = Shop.customer();
    private final String sku = Shop.product(500, MUCH);
    private final String rotatedKey = anApiKey();
    private final Map<String, String> objects = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger();

    HostileTargets() {
        Answer order = anOrder();
        objects.put(ORDERS, order.text("id"));
        objects.put("/api/v1/payments/", order.text("paymentId"));
        objects.put("/api/v1/products/", sku);
        objects.put("/users/", victim.id());
        objects.put("/api/v1/api-keys/", anApiKey());
        objects.put(WEBHOOKS + "/", aWebhook());
        objects.put("/commands/", aCommand());
    }

    /** Something new, so that each text can be told from every other one. */
    String marker() {
        return "~" + Integer.toString(counter.incrementAndGet(), Character.MAX_RADIX) + "~";
    }

    /** Needs a signature over the text itself. */
    static boolean isBeyondReach(Operation operation) {
        return operation.path().equals("/api/v1/secure");
    }

    Answer send(Operation operation, String path, JsonNode body) {
        return caller(operation).send(operation.method(), path, body == null ? null : HostileText.inJson(body));
    }

    /** Somebody who may, with the headers that the operation needs. */
    Api caller(Operation operation) {
        Api api = operation.path().startsWith("/api/v1/profile")
                        || operation.path().endsWith("/logout")
                ? victim.api()
                : admin;
        return switch (operation.method()) {
            case "POST" -> api.withNewKey();
            case "PUT", "PATCH", "DELETE" -> api.withHeader("If-Match", "*");
            default -> api;
        };
    }

    String path(Operation operation) {
        if (operation.name().equals(ROTATE_SIGNING_KEY)) {
            objects.computeIfAbsent(SIGNING_KEYS, prefix -> newSigningKey());
        }
        if (operation.path().endsWith("/cancel")) {
            // Refunds need the other one.
            return ORDERS + anOrder().text("id") + "/cancel";
        }
        if (operation.path().equals("/api/v1/api-keys/{id}/rotate")) {
            return operation.path().replace("{id}", rotatedKey);
        }
        if (CHANGES.contains(operation.method()) && operation.path().contains("/users/")) {
            // Each has its own: of two who change the same one at once, one is told to try again.
            String id = objects.computeIfAbsent(
                    operation.name(), name -> Shop.customer().id());
            return operation.path().replace("{id}", id);
        }
        // What an operation removes is nobody's.
        String id = objects.entrySet().stream()
                .filter(known -> operation.path().contains(known.getKey())
                        && !operation.method().equals("DELETE"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> UUID.randomUUID().toString());
        return operation.path().replace("{queue}", "maintenance").replaceAll("\\{\\w+\\}", id);
    }

    private String anApiKey() {
        return admin.post("/api/v1/api-keys", Map.of("name", "target"))
                .expect(201)
                .text("id");
    }

    private String aWebhook() {
        return admin.post(WEBHOOKS, Map.of("url", RECEIVER, "eventTypes", List.of("tradepost.users.user-deleted.v1")))
                .expect(201)
                .text("id");
    }

    private String aCommand() {
        return admin.post(COMMANDS, Map.of("type", "cache.get", "sku", sku))
                .expect(202)
                .text("id");
    }

    private String anActivationToken() {
        return admin.post("/api/v1/admin/users", Map.of("email", Shop.newEmail(), "name", "Ada Lovelace"))
                .expect(201)
                .text("activationToken");
    }

    private Answer anOrder() {
        return admin.withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 100))
                .expect(201);
    }

    private String newSigningKey() {
        return admin.post("/api/v1/signing-keys", Map.of("name", "target", "publicKey", publicKey()))
                .expect(201)
                .text("id");
    }

    /** Removes what was made, where one may have only so many, and undoes what would stand in the way of the next attempt. */
    void cleanUp(Operation operation, JsonNode sent, Answer answer) {
        if (operation.name().equals(ROTATE_SIGNING_KEY)) {
            admin.delete(SIGNING_KEYS + objects.remove(SIGNING_KEYS));
            admin.delete(SIGNING_KEYS + answer.text("id"));
        } else if (operation.method().equals("POST") && operation.path().endsWith("-keys")) {
            admin.delete(operation.path().replace("/admin", "") + "/" + answer.text("id"))
                    .expect(204);
        } else if (operation.name().equals("POST " + WEBHOOKS)) {
            admin.withHeader("If-Match", "*")
                    .delete(WEBHOOKS + "/" + answer.text("id"))
                    .expect(204);
        } else if (operation.path().equals("/api/v1/profile/password")) {
            String now = sent.path("newPassword").asText();
            if (!now.equals(Shop.PASSWORD)) {
                victim.api()
                        .post(operation.path(), Map.of("currentPassword", now, "newPassword", Shop.PASSWORD))
                        .expect(200);
            }
        }
    }

    /** What was made or changed, read again. */
    Optional<Answer> stored(Operation operation, Answer answer) {
        String location = answer.header("Location");
        boolean changes =
                CHANGES.contains(operation.method()) && !operation.path().contains("/admin/");
        return location != null
                ? Optional.of(admin.get(URI.create(location).getRawPath()))
                : changes ? Optional.of(admin.get(path(operation))) : Optional.empty();
    }

    /** A body that is accepted. */
    JsonNode body(Operation operation, ApiDocument document, JsonNode schema) {
        ObjectNode body = (ObjectNode) document.sample(schema, (name, leaf) -> value(operation, name, leaf));
        // Of the two ways to say what is refunded, one.
        return operation.path().endsWith("/refunds") ? body.remove(List.of("lines", "restock")) : body;
    }

    private Object value(Operation operation, String name, JsonNode schema) {
        return switch (name) {
            case "sku" -> operation.name().equals("POST /api/v1/products") ? Shop.newSku() : sku;
            case "name" -> "Ada Lovelace";
            case "email" -> operation.path().endsWith("/login") ? victim.email() : Shop.newEmail();
            case "password", "currentPassword" -> Shop.PASSWORD;
            case "phone" -> "+441632960961";
            case "avatar" -> "https://img.shop.example/ada.png";
            case "timeZone" -> "Europe/London";
            case "language" -> "en-GB";
            case "currency" -> "GBP";
            case "token" -> operation.path().endsWith("/activations") ? anActivationToken() : "tok_ok";
            case "url" -> RECEIVER;
            case "country" -> "United Kingdom";
            case "reference", "nonce", "keyId" -> UUID.randomUUID().toString();
            case "publicKey" -> publicKey();
            case "algorithm" -> "ecdsa-p256-sha256";
            case "userId", "ownerUserId" -> victim.id();
            case "expiresAt" -> Instant.now().plus(1, ChronoUnit.DAYS).toString();
            case "permissions" -> "order:read";
            case "roles" -> "user";
            case "data" -> Map.of("type", "echo", "text", "text");
            case "newPassword" -> Shop.PASSWORD;
            case "type" -> operation.path().endsWith("/commands") ? "stock.adjust" : byType(schema);
            default -> byType(schema);
        };
    }

    private static Object byType(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").get(0).asText();
        }
        return switch (schema.path("type").asText()) {
            case "integer" -> Math.max(1, schema.path("minimum").asLong());
            case "boolean" -> schema.path("default").asBoolean();
            default -> "Text";
        };
    }

    /** JSON pointers of all texts below. */
    static List<String> texts(JsonNode node, String at) {
        List<String> found = new ArrayList<>();
        if (node.isTextual()) {
            found.add(at);
        }
        node.properties().forEach(field -> found.addAll(texts(field.getValue(), at + "/" + field.getKey())));
        if (node.isArray()) {
            IntStream.range(0, node.size()).forEach(i -> found.addAll(texts(node.get(i), at + "/" + i)));
        }
        return found;
    }

    static void replace(ObjectNode body, String pointer, String text) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = body.at(pointer.substring(0, last));
        String key = pointer.substring(last + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), text);
        } else {
            ((ObjectNode) parent).put(key, text);
        }
    }

    private static Map<String, Object> publicKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONObject();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
