package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tradepost.cli.platform.Platform;

/**
 * What a server that logs JSON wrote to its standard output.
 *
 * @param lines from the server's first line of JSON on; before that the launcher speaks, and whoever ran before
 */
record JsonLog(List<JsonNode> lines) {

    private static final List<String> OF_EVERY_LINE = List.of("timestamp", "level", "service", "message", "logger");
    private static final List<String> OF_EVERY_CALL = List.of(
            "method", "path", "route", "status", "duration_ms", "remote_address", "trace_id", "span_id", "request_id");

    static JsonLog of(Platform platform, String service) throws IOException {
        Path log = Path.of(
                platform.installation().state().process(service).orElseThrow().log());
        List<String> all = Files.readAllLines(log);
        int first = 0;
        while (first < all.size() && !all.get(first).startsWith("{")) {
            first++;
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : all.subList(first, all.size())) {
            // The JVM has words of its own, in a format that nobody can choose: those of HotSpot, and those about
            // sun.misc.Unsafe, which
            // OpenTelemetry in Open Liberty uses (JEP 498).
            if (line.startsWith("OpenJDK ") || line.startsWith("WARNING: ")) {
                continue;
            }
            try {
                lines.add(Api.JSON.readTree(line));
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + line, e);
            }
        }
        return new JsonLog(lines);
    }

    /** Every line has its fields, and calls like this one, made by this person, were recorded with theirs. */
    void requireWhole(String method, String path, String userId) {
        assertThat(lines).isNotEmpty().allSatisfy(line -> requireFields(line, OF_EVERY_LINE));
        List<JsonNode> calls = lines.stream()
                .filter(line -> line.path("logger").asText().equals("org.tradepost.access"))
                .toList();
        assertThat(calls).isNotEmpty().allSatisfy(call -> {
            requireFields(call, OF_EVERY_CALL);
            assertThat(call.path("status").isNumber()).isTrue();
            assertThat(call.path("duration_ms").isNumber()).isTrue();
        });
        assertThat(calls).anySatisfy(call -> {
            assertThat(call.path("method").asText()).isEqualTo(method);
            assertThat(call.path("path").asText()).isEqualTo(path);
            assertThat(call.path("user_id").asText()).isEqualTo(userId);
        });
    }

    /** Who logged something in the course of a request. */
    Set<String> loggersOf(String requestId) {
        return lines.stream()
                .filter(line -> line.path("request_id").asText().equals(requestId))
                .map(line -> line.path("logger").asText())
                .collect(Collectors.toSet());
    }

    private static void requireFields(JsonNode line, List<String> names) {
        assertThat(names)
                .as("%s", line)
                .allSatisfy(
                        name -> assertThat(line.path(name).asText()).as(name).isNotEmpty());
    }
}
