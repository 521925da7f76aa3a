package org.tradepost.shared.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Published event schemas by the type of event, and which of them a test has tried with a real event. */
public final class EventSchemas {

    private static final Path OWN = Path.of("contracts", "events");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final Map<String, JsonSchema> byType = new TreeMap<>();
    private final Set<String> tried = new TreeSet<>();

    private EventSchemas() {}

    /** Those of the module in whose folder the test runs. */
    public static EventSchemas own() {
        return in(OWN);
    }

    /**
     * Those in some folders.
     *
     * @throws IllegalStateException when two schemas have the same type, or there is none at all
     */
    public static EventSchemas in(Path... folders) {
        EventSchemas schemas = new EventSchemas();
        for (Path folder : folders) {
            files(folder).forEach(schemas::add);
        }
        if (schemas.byType.isEmpty()) {
            throw new IllegalStateException("no event schema in " + List.of(folders));
        }
        return schemas;
    }

    /**
     * Every type that the service in whose folder the test runs may send: its own, audit entries, and what it parks.
     * Empty in a module that has no schemas.
     */
    static Set<String> typesToSend() {
        if (!Files.isDirectory(OWN)) {
            return Set.of();
        }
        Path shared = Path.of("..", "shared");
        return in(
                        OWN,
                        shared.resolve("audit").resolve(OWN),
                        shared.resolve("outbox").resolve(OWN))
                .types();
    }

    public Set<String> types() {
        return Collections.unmodifiableSet(byType.keySet());
    }

    /**
     * @param event a whole event, as it is in the outbox
     * @throws AssertionError when its type has no schema, or the schema refuses it
     */
    public void assertKept(String event) {
        String type = type(event);
        assertThat(byType).as("schemas by type, for %s", event).containsKey(type);
        assertThat(byType.get(type).validate(event, InputFormat.JSON)).as(event).isEmpty();
        tried.add(type);
    }

    /**
     * @throws AssertionError when a schema was not tried by any event that {@link #assertKept} saw: nobody sends it, or the test
     *     forgets it
     */
    public void assertAllTried() {
        assertThat(tried).as("types of events that were tried").isEqualTo(byType.keySet());
    }

    private void add(Path file) {
        try {
            JsonNode schema = JSON.readTree(Files.readString(file));
            JsonSchema compiled =
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, STRICT);
            for (String type : typesOf(schema)) {
                if (byType.putIfAbsent(type, compiled) != null) {
                    throw new IllegalStateException("two schemas for " + type);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The types of event that a schema is for: the {@code const} or the {@code enum} of {@code type}. */
    public static List<String> typesOf(JsonNode schema) {
        JsonNode type = schema.at("/properties/type");
        List<String> types = new ArrayList<>();
        if (type.has("const")) {
            types.add(type.get("const").asText());
        }
        type.path("enum").forEach(each -> types.add(each.asText()));
        return types;
    }

    private static String type(String event) {
        try {
            return JSON.readTree(event).path("type").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError("not an event: " + event, e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
