package org.tradepost.shared.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The AsyncAPI document: which service sends and receives which events on which topics.
 *
 * @param document as it stands there, references included
 */
public record AsyncApi(JsonNode document) {

    /** What a service does with a topic. */
    public enum Action {
        SEND,
        RECEIVE
    }

    /**
     * One operation.
     *
     * @param address of the topic
     * @param types of the events, such as {@code tradepost.orders.order-placed.v1}
     */
    public record Operation(String service, Action action, String address, Set<String> types) {}

    /** The document of the repository, read from the folder of a module below {@code services/}. */
    public static AsyncApi published() {
        try {
            return new AsyncApi(new YAMLMapper()
                    .readTree(Path.of("../../docs/asyncapi.yaml").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a service does on each topic, by the topic's address; the types of several operations on one are put together. */
    public Map<String, Set<String>> typesByTopic(String service, Action action) {
        Map<String, Set<String>> topics = new TreeMap<>();
        operations().stream()
                .filter(operation -> operation.service().equals(service) && operation.action() == action)
                .forEach(operation -> topics.computeIfAbsent(operation.address(), address -> new TreeSet<>())
                        .addAll(operation.types()));
        return topics;
    }

    /**
     * @throws IllegalArgumentException for one that is not named {@code <service>-<action>-...}, or whose action is another
     */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("operations").properties().forEach(entry -> {
            String[] name = entry.getKey().split("-", 3);
            Action action =
                    Action.valueOf(entry.getValue().path("action").asText().toUpperCase(Locale.ROOT));
            if (name.length < 3
                    || !name[1].equals(entry.getValue().path("action").asText())) {
                throw new IllegalArgumentException(entry.getKey() + " is not named <service>-<action>-<channel>");
            }
            JsonNode channel = resolve(entry.getValue().path("channel"));
            JsonNode messages = entry.getValue().path("messages");
            operations.add(new Operation(
                    name[0],
                    action,
                    channel.path("address").asText(),
                    types(messages.isMissingNode() ? channel.path("messages") : messages)));
        });
        return operations;
    }

    /** The types of events of a channel's messages, or of an operation's. */
    public Set<String> types(JsonNode messages) {
        Set<String> types = new TreeSet<>();
        messages.forEach(message -> types.add(resolve(message).path("name").asText()));
        return types;
    }

    /**
     * What a reference within the document leads to, over several if need be; what is none stays as it is.
     *
     * @throws IllegalArgumentException when it leads nowhere
     */
    public JsonNode resolve(JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            String reference = found.get("$ref").asText();
            found = reference.startsWith("#/") ? document.at(reference.substring(1)) : document.path(reference);
            if (found.isMissingNode()) {
                throw new IllegalArgumentException(reference + " leads nowhere");
            }
        }
        return found;
    }
}
