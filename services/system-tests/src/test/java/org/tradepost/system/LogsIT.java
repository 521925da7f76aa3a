package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The last test of a run: after everything that the others did, no log of any server, PostgreSQL, Kafka or the supervisor holds a
 * credential, or an e-mail address, telephone number or street that they used.
 */
@Tag("local")
@Order(Integer.MAX_VALUE)
class LogsIT {

    @Test
    void noLogHoldsCredentialsOrPersonalData() throws IOException {
        provoke();
        Path home = Deployment.get().platform().installation().home();
        Set<String> values = new HashSet<>(Confidential.seen());
        addSecrets(Api.JSON.readTree(home.resolve("secrets.json").toFile()), values);
        List<Path> logs = LogScan.logsBelow(home);

        assertThat(logs)
                .extracting(log -> log.getFileName().toString())
                .contains("postgresql.log", "kafka.log", "messages.log");
        assertThat(new LogScan(values).scan(logs)).isEmpty();
    }

    /** What is most likely to be logged: refusals and failures, by the values that cause them. */
    private static void provoke() {
        String email = Shop.newEmail();
        Map<String, Object> registration =
                Map.of("email", email, "password", Shop.PASSWORD, "name", "Ada Provoker", "phone", "+441632960777");
        Api.anonymous().post("/api/v1/users", registration).expect(201);
        Api.anonymous().post("/api/v1/users", registration).expectProblem(409, "EMAIL_TAKEN");
        Api.anonymous()
                .post("/api/v1/login", Map.of("email", email, "password", "Wrong-" + Shop.PASSWORD))
                .expectProblem(401, "UNAUTHORIZED");
        Api customer = Api.anonymous().withToken(Shop.logIn(email, Shop.PASSWORD));
        customer.withNewKey()
                .post(
                        "/api/v1/orders",
                        Map.of(
                                "items", List.of(Map.of("sku", "NONE", "quantity", 1)),
                                "payment", Map.of("method", "sandbox", "token", "tok_ok"),
                                "shippingAddress", Map.of("country", "United Kingdom", "line1", "7 Provoker Street")))
                .expect(422);
        Api.anonymous()
                .withToken("eyJhbGciOiJub25lIn0.eyJzdWIiOiJwcm92b2tlciJ9.")
                .get("/api/v1/profile")
                .expectProblem(401, "UNAUTHORIZED");
    }

    static void addSecrets(JsonNode node, Set<String> values) {
        if (node.isTextual()) {
            // Several keys are separated by commas, each behind its id.
            for (String entry : node.asText().split(",")) {
                String value = entry.substring(entry.lastIndexOf(':') + 1);
                if (value.length() >= 8) {
                    values.add(value);
                }
            }
        }
        node.forEach(child -> addSecrets(child, values));
    }
}
