package org.tradepost.contracts;

import static org.tradepost.shared.testkit.EventSchemas.typesOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tradepost.shared.testkit.AsyncApi;
import org.tradepost.shared.testkit.AsyncApi.Action;

/** Holds the AsyncAPI document against the event schemas and the topics. */
final class AsyncApiRules {

    private static final String DIALECT = "application/schema+json;version=draft-2020-12";

    /**
     * What a topic is made with.
     *
     * @param retention milliseconds
     */
    record Topic(int partitions, long retention) {}

    private final AsyncApi api;
    private final Map<String, JsonNode> schemas;
    private final List<String> findings = new ArrayList<>();

    private AsyncApiRules(AsyncApi api, Map<String, JsonNode> schemas) {
        this.api = api;
        this.schemas = schemas;
    }

    /**
     * What is wrong, in words.
     *
     * @param schemas by their path from the root
     * @param topics by their names
     * @throws IllegalArgumentException for a reference that leads nowhere
     */
    static List<String> findings(AsyncApi api, Map<String, JsonNode> schemas, Map<String, Topic> topics) {
        AsyncApiRules rules = new AsyncApiRules(api, schemas);
        rules.channelsAreTopics(topics);
        rules.messagesAreSchemas();
        rules.messagesAreOnTheTopicOfTheirType();
        rules.sendersAreSources();
        rules.operationsKeepToTheirChannel();
        return rules.findings;
    }

    private void channelsAreTopics(Map<String, Topic> topics) {
        Map<String, Topic> described = new TreeMap<>();
        api.document().path("channels").forEach(channel -> {
            JsonNode kafka = api.resolve(channel.path("bindings")).path("kafka");
            described.put(
                    channel.path("address").asText(),
                    new Topic(
                            kafka.path("partitions").asInt(),
                            kafka.at("/topicConfiguration/retention.ms").asLong()));
        });
        differences("channels", described.keySet(), topics.keySet());
        topics.forEach((name, topic) -> {
            if (described.containsKey(name) && !described.get(name).equals(topic)) {
                findings.add("the channel " + name + " says " + described.get(name) + ", the topic has " + topic);
            }
        });
    }

    private void messagesAreSchemas() {
        Set<String> described = new TreeSet<>();
        for (JsonNode message : api.document().at("/components/messages")) {
            String name = message.path("name").asText();
            String reference = message.at("/payload/schema/$ref").asText();
            JsonNode schema = schemas.get(reference.replaceFirst("^\\.\\./", ""));
            if (!described.add(name)) {
                findings.add("two messages are named " + name);
            }
            if (schema == null || !typesOf(schema).contains(name)) {
                findings.add("the payload of " + name + " is " + reference + ", which is no schema of it");
            } else if (!schema.path("title").equals(message.path("title"))) {
                findings.add("the title of " + name + " is not that of its schema");
            }
            if (!message.at("/payload/schemaFormat").asText().equals(DIALECT)) {
                findings.add("the payload of " + name + " is not in " + DIALECT);
            }
        }
        Set<String> published = new TreeSet<>();
        schemas.values().forEach(schema -> published.addAll(typesOf(schema)));
        differences("messages", described, published);
    }

    /** So an event cannot move to another topic under its type. */
    private void messagesAreOnTheTopicOfTheirType() {
        Set<String> onChannels = new TreeSet<>();
        for (JsonNode channel : api.document().path("channels")) {
            String address = channel.path("address").asText();
            for (String type : api.types(channel.path("messages"))) {
                onChannels.add(type);
                if (!address.equals(topicOf(type))) {
                    findings.add(type + " is on " + address);
                }
            }
        }
        differences("messages of channels", onChannels, api.types(api.document().at("/components/messages")));
    }

    private static String topicOf(String type) {
        String owner = "tradepost." + ownerOf(type);
        return type.contains(".event-parked.") ? owner + ".dead-letter" : owner;
    }

    private static String ownerOf(String type) {
        return type.split("\\.")[1];
    }

    private void sendersAreSources() {
        Map<String, Set<String>> senders = new TreeMap<>();
        api.operations().stream()
                .filter(operation -> operation.action() == Action.SEND)
                .forEach(operation -> operation.types().forEach(type -> senders.computeIfAbsent(
                                type, each -> new TreeSet<>())
                        .add(operation.service())));
        schemas.values().forEach(schema -> typesOf(schema)
                .forEach(type -> differences(
                        "senders of " + type, senders.getOrDefault(type, Set.of()), sourcesOf(schema, type))));
    }

    /** A schema of several types has one for each source. */
    private static Set<String> sourcesOf(JsonNode schema, String type) {
        if (typesOf(schema).size() > 1) {
            return Set.of(ownerOf(type));
        }
        Set<String> sources = new TreeSet<>();
        JsonNode source = schema.at("/properties/source");
        source.path("enum").forEach(each -> sources.add(each.asText()));
        if (source.has("const")) {
            sources.add(source.get("const").asText());
        }
        return sources.stream()
                .map(each -> each.replaceFirst("^/tradepost/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void operationsKeepToTheirChannel() {
        api.document().path("operations").properties().forEach(operation -> {
            String channel = operation.getValue().at("/channel/$ref").asText();
            if (!operation.getKey().endsWith("-" + channel.replaceFirst("^#/channels/", ""))) {
                findings.add(operation.getKey() + " is about " + channel);
            }
            operation.getValue().path("messages").forEach(message -> {
                if (!message.path("$ref").asText().startsWith(channel + "/messages/")) {
                    findings.add(operation.getKey() + " has " + message + ", which is not of its channel");
                }
            });
        });
    }

    private void differences(String what, Set<String> described, Set<String> actual) {
        Set<String> missing = new TreeSet<>(actual);
        missing.removeAll(described);
        Set<String> tooMuch = new TreeSet<>(described);
        tooMuch.removeAll(actual);
        if (!missing.isEmpty()) {
            findings.add(what + " lack " + missing);
        }
        if (!tooMuch.isEmpty()) {
            findings.add(what + " should not have " + tooMuch);
        }
    }
}
