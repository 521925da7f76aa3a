package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One Kubernetes object. */
record Manifest(JsonNode json) {
    private static final String CANARY = "-canary";

    String kind() {
        return json.path("kind").asText();
    }

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String name() {
        return json.path("metadata").path("name").asText();
    }

    /** Of a Deployment: the service that it runs, be it stable or a canary. */
    String service() {
        return name().replaceFirst(CANARY + "$", "");
    }

    boolean isCanary() {
        return is("Deployment") && name().endsWith(CANARY);
    }

    String namespace() {
        return json.path("metadata").path("namespace").asText();
    }

    boolean is(String wantedKind) {
        return kind().equals(wantedKind);
    }

    /** A field by its path, whose steps are separated by slashes; a missing node where there is none. */
    JsonNode at(String path) {
        return json.at("/" + path);
    }

    Map<String, String> labels() {
        return strings(at("metadata/labels"));
    }

    /** Of a Deployment. */
    JsonNode pod() {
        return at("spec/template/spec");
    }

    /** Of a Deployment. */
    Map<String, String> podLabels() {
        return strings(at("spec/template/metadata/labels"));
    }

    /** Of a Deployment. */
    Map<String, String> podAnnotations() {
        return strings(at("spec/template/metadata/annotations"));
    }

    /** Of a Deployment, those that run before the others included. */
    List<JsonNode> containers() {
        return Stream.concat(each(pod().path("containers")), each(pod().path("initContainers")))
                .toList();
    }

    /** A complaint about this object. */
    String says(String complaint) {
        return kind() + " " + name() + ": " + complaint;
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static Map<String, String> strings(JsonNode object) {
        Map<String, String> all = new HashMap<>();
        object.properties()
                .forEach(field -> all.put(field.getKey(), field.getValue().asText()));
        return all;
    }
}
