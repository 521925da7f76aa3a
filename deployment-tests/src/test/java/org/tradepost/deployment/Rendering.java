package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Everything that one folder is rendered to. */
record Rendering(String name, List<Manifest> manifests) {
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static Rendering of(String name, String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            List<Manifest> all = new ArrayList<>();
            documents.readAll().stream()
                    .filter(JsonNode::isObject)
                    .map(Manifest::new)
                    .forEach(all::add);
            return new Rendering(name, List.copyOf(all));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is no YAML", e);
        }
    }

    Stream<Manifest> of(String kind) {
        return manifests.stream().filter(manifest -> manifest.is(kind));
    }

    /** Several groups have kinds of the same name; {@code group} ends in a slash. */
    Stream<Manifest> ofApi(String group, String kind) {
        return of(kind).filter(manifest -> manifest.apiVersion().startsWith(group));
    }

    Stream<Manifest> deployments() {
        return of("Deployment");
    }

    Manifest one(String kind, String name) {
        return of(kind).filter(manifest -> manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name + " in " + this.name));
    }

    /** What a container of a Deployment finds in its environment, by ConfigMaps and by itself; secret values are empty. */
    Map<String, String> environment(Manifest deployment) {
        Map<String, String> all = new java.util.TreeMap<>();
        for (JsonNode container : deployment.containers()) {
            Manifest.each(container.path("envFrom"))
                    .map(source -> source.path("configMapRef").path("name").asText())
                    .flatMap(map ->
                            of("ConfigMap").filter(manifest -> manifest.name().equals(map)))
                    .forEach(map -> all.putAll(Manifest.strings(map.at("data"))));
            Manifest.each(container.path("env"))
                    .forEach(variable -> all.put(
                            variable.path("name").asText(),
                            variable.path("value").asText()));
        }
        return all;
    }

    /** The same with one object changed. */
    Rendering with(String kind, String changed, Consumer<ObjectNode> change) {
        ObjectNode copy = one(kind, changed).json().deepCopy();
        change.accept(copy);
        return new Rendering(
                name,
                manifests.stream()
                        .map(manifest ->
                                manifest.is(kind) && manifest.name().equals(changed) ? new Manifest(copy) : manifest)
                        .toList());
    }

    /** The same and one object more. */
    Rendering and(String yaml) {
        return new Rendering(
                name,
                Stream.concat(manifests.stream(), of(name, yaml).manifests().stream())
                        .toList());
    }

    /** The same without one object. */
    Rendering without(String kind, String removed) {
        Manifest gone = one(kind, removed);
        return new Rendering(
                name,
                manifests.stream().filter(manifest -> !manifest.equals(gone)).toList());
    }
}
