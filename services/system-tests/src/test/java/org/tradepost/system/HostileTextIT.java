package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.tradepost.system.ApiDocument.Operation;
import org.tradepost.system.ApiDocument.Parameter;

/**
 * SQL, HTML and other text that is dangerous where it is taken for something else, in every text that the API documents: fields of
 * bodies and forms, path and query parameters, headers. Each is refused as a problem, or kept as it is.
 */
@Tag("deployment")
@Tag("either-mode")
@TestInstance(Lifecycle.PER_CLASS)
class HostileTextIT {

    private static final int AT_ONCE = 4;
    /** What clients send as a header, which is no text that is kept; {@link HttpAttacksIT} sends what they would not. */
    private static final Set<String> IN_HEADERS = Set.of("SQL condition", "script", "endless");

    private final ApiDocument document = ApiDocument.read();
    private final HostileTargets targets = new HostileTargets();
    private final Set<String> fields = Collections.synchronizedSet(new TreeSet<>());
    private final Set<String> reached = Collections.synchronizedSet(new TreeSet<>());

    /** What one request must not come to. */
    private record Attempt(SoftAssertions all, Operation operation, String what, String text, String marker) {

        void judge(Answer answer) {
            String body = answer.body().toString();
            String type = String.valueOf(answer.header("Content-Type")).replaceFirst(";.*", "");
            String told = what + ": " + answer.status() + " " + body;
            all.assertThat(answer.status()).as(told).isLessThan(500);
            all.assertThat(answer.header("X-Injected")).as(told).isNull();
            all.assertThat(answer.header("X-Content-Type-Options")).as(told).isEqualTo("nosniff");
            all.assertThat(body).as(told).doesNotContain("org.tradepost", "Exception", "\\tat ", "PSQL");
            if (answer.status() == 400 && body.contains("CWWWC0005I")) {
                // Liberty refuses encoded control characters in a path before anything of ours sees them.
                all.assertThat(body).as(told).doesNotContain(text, "<script");
            } else if (answer.status() >= 400) {
                // RFC 6749, section 5.2, has a form of its own for errors.
                boolean ofOAuth = operation.path().startsWith("/oauth2/");
                all.assertThat(type).as(told).isIn("application/problem+json", ofOAuth ? "application/json" : "");
            } else if (answer.status() != 204 && !answer.body().isMissingNode()) {
                all.assertThat(type).as(told).isIn(operation.successTypes());
                unchanged(answer);
            }
        }

        /** Wherever the answer has the text, it has it whole and as it was sent. */
        private void unchanged(Answer answer) {
            for (String pointer : HostileTargets.texts(answer.body(), "")) {
                String shown = answer.body().at(pointer).asText();
                if (shown.contains(marker) && !pointer.startsWith("/nextCursor")) {
                    all.assertThat(shown)
                            .as("%s at %s of %s", what, pointer, answer.body())
                            .isEqualTo(text);
                }
            }
        }
    }

    @Test
    void inEveryFieldOfEveryBody() throws Exception {
        forEveryOperation((operation, all) -> {
            if (operation.json().isPresent()) {
                walkBody(operation, operation.json().get(), all);
            }
        });
        Set<String> unreached = new TreeSet<>(fields);
        unreached.removeAll(reached);
        assertThat(unreached)
                .as("only what a signature covers was refused for something else than itself")
                .allMatch(field -> field.startsWith("POST /api/v1/secure"));
        assertThat(reached).as("fields that were looked at themselves").hasSizeGreaterThanOrEqualTo(80);
    }

    private void walkBody(Operation operation, JsonNode schema, SoftAssertions all) {
        JsonNode valid = targets.body(operation, document, schema);
        if (!HostileTargets.isBeyondReach(operation)) {
            Answer control = targets.send(operation, targets.path(operation), valid);
            all.assertThat(control.status())
                    .as("%s with a valid body %s: %s", operation.name(), valid, control.body())
                    .isBetween(200, 299);
            targets.cleanUp(operation, valid, control);
        }
        for (String pointer : HostileTargets.texts(valid, "")) {
            fields.add(operation.name() + " " + pointer);
            HostileText.all().forEach((kind, hostile) -> {
                String marker = targets.marker();
                String text = hostile + marker;
                ObjectNode body = (ObjectNode) targets.body(operation, document, schema);
                HostileTargets.replace(body, pointer, text);
                var attempt = new Attempt(all, operation, operation.name() + " " + pointer + " " + kind, text, marker);
                Answer answer = targets.send(operation, targets.path(operation), body);
                attempt.judge(answer);
                if (isAbout(operation, answer, pointer)) {
                    reached.add(operation.name() + " " + pointer);
                }
                if (answer.status() < 300) {
                    targets.stored(operation, answer).ifPresent(stored -> {
                        all.assertThat(stored.status())
                                .as("%s, read again: %s", attempt.what(), stored.body())
                                .isEqualTo(200);
                        attempt.unchanged(stored);
                    });
                    targets.cleanUp(operation, body, answer);
                }
            });
        }
    }

    /** Whether the field itself was looked at: accepted, or named by the refusal. */
    private static boolean isAbout(Operation operation, Answer answer, String pointer) {
        String field = pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.');
        // Which of address and password is wrong is not told.
        boolean loginFailed = operation.path().endsWith("/login") && answer.status() == 401;
        return answer.status() < 300
                || loginFailed
                || answer.body().path("errors").findValuesAsText("field").stream()
                        .anyMatch(named ->
                                named.equals(field) || field.startsWith(named + "[") || field.startsWith(named + "."));
    }

    @Test
    void inEveryParameter() throws Exception {
        forEveryOperation((operation, all) -> {
            for (Parameter parameter : operation.parameters()) {
                HostileText.all().forEach((kind, hostile) -> {
                    String marker = targets.marker();
                    String text = hostile + marker;
                    String what = operation.name() + " " + parameter.name() + " " + kind;
                    if (!parameter.in().equals("header") || IN_HEADERS.contains(kind)) {
                        ask(operation, parameter, text, new Attempt(all, operation, what, text, marker));
                    }
                });
            }
        });
    }

    private void ask(Operation operation, Parameter parameter, String text, Attempt attempt) {
        JsonNode body = operation
                .json()
                .map(schema -> targets.body(operation, document, schema))
                .orElse(null);
        String encoded = HostileText.inAddress(text);
        Answer answer =
                switch (parameter.in()) {
                    case "path" ->
                        targets.send(
                                operation,
                                operation
                                        .path()
                                        .replace("{" + parameter.name() + "}", encoded)
                                        .replaceAll(
                                                "\\{\\w+\\}", UUID.randomUUID().toString()),
                                body);
                    case "query" ->
                        targets.send(operation, targets.path(operation) + "?" + parameter.name() + "=" + encoded, body);
                    default ->
                        targets.caller(operation)
                                .withHeader(parameter.name(), text)
                                .send(
                                        operation.method(),
                                        targets.path(operation),
                                        body == null ? null : HostileText.inJson(body));
                };
        attempt.judge(answer);
        if (answer.status() < 300 && body != null) {
            targets.cleanUp(operation, body, answer);
        }
    }

    @Test
    void inEveryFieldOfEveryForm() throws Exception {
        Set<String> forms = Collections.synchronizedSet(new TreeSet<>());
        forEveryOperation((operation, all) -> {
            for (String field : operation.form()) {
                forms.add(operation.name() + " " + field);
                HostileText.all().forEach((kind, hostile) -> {
                    String form = operation.form().stream()
                            .map(name ->
                                    name + "=" + (name.equals(field) ? HostileText.inAddress(hostile) : other(name)))
                            .collect(Collectors.joining("&"));
                    Answer answer = Api.anonymous()
                            .withHeader("Content-Type", "application/x-www-form-urlencoded")
                            .send(operation.method(), operation.path(), form);
                    new Attempt(all, operation, operation.name() + " " + field + " " + kind, hostile, hostile)
                            .judge(answer);
                });
            }
        });
        assertThat(forms).hasSizeGreaterThanOrEqualTo(6);
    }

    private static String other(String field) {
        return field.equals("grant_type") ? "client_credentials" : "x";
    }

    @Test
    void inEveryColumnOfAnImport() {
        SoftAssertions all = new SoftAssertions();
        for (String column : List.of("sku", "name", "description", "category")) {
            HostileText.all().forEach((kind, hostile) -> {
                String sku = Shop.newSku();
                ObjectNode row = Api.JSON.createObjectNode();
                row.put("sku", sku).put("name", "N").put("price", 1).put("currency", "GBP");
                row.put(column, hostile);
                Answer report = Shop.admin()
                        .withHeader("Content-Type", "application/x-ndjson")
                        .send("POST", "/api/v1/product-imports", HostileText.inJson(row) + "\n");
                all.assertThat(report.status())
                        .as("%s %s: %s", column, kind, report.body())
                        .isIn(200, 400, 422);
                Answer product = Shop.admin().get("/api/v1/products/" + sku);
                if (!column.equals("sku") && product.status() == 200) {
                    all.assertThat(product.text(column))
                            .as("%s %s", column, kind)
                            .isEqualTo(hostile);
                }
            });
        }
        all.assertAll();
    }

    private interface Walk {
        void over(Operation operation, SoftAssertions all);
    }

    /** Several operations at once: a laptop is waiting for its disk most of the time. */
    private void forEveryOperation(Walk walk) throws Exception {
        SoftAssertions all = new SoftAssertions();
        List<Future<SoftAssertions>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Operation operation : document.operations()) {
                running.add(threads.submit(() -> {
                    SoftAssertions own = new SoftAssertions();
                    walk.over(operation, own);
                    return own;
                }));
            }
            for (Future<SoftAssertions> done : running) {
                all.assertAlso(done.get());
            }
        }
        all.assertAll();
    }
}
