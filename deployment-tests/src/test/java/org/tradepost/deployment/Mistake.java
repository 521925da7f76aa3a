package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * An overlay, production if nothing else is said, with one thing wrong in it.
 *
 * @param rule that has to notice it
 * @param complaint a part of what it has to say
 */
record Mistake(Rule rule, String complaint, Rendering rendering) {
    static final Rendering GOOD = Kubectl.rendered(Repository.kustomize("overlays/production"));
    /** Has the Gateway API for its edge. */
    static final Rendering STAGING = Kubectl.rendered(Repository.kustomize("overlays/staging"));

    static final String POD = "/spec/template/spec";
    static final String CONTAINER = POD + "/containers/0";

    static Mistake broken(Rule rule, String complaint, Rendering rendering) {
        return new Mistake(rule, complaint, rendering);
    }

    /** Something in orders' Deployment is set to another value, or taken away. */
    static Mistake orders(Rule rule, String complaint, String parent, String field, Object value) {
        return broken(rule, complaint, set("Deployment", "orders", parent, field, value));
    }

    static Rendering set(String kind, String name, String parent, String field, Object value) {
        return set(GOOD, kind, name, parent, field, value);
    }

    static Rendering set(Rendering good, String kind, String name, String parent, String field, Object value) {
        return good.with(kind, name, json -> {
            ObjectNode node = (ObjectNode) json.at(parent);
            if (value == null) {
                node.remove(field);
            } else {
                node.set(field, Rendering.YAML.valueToTree(value));
            }
        });
    }

    static Rendering inContainer(Consumer<ObjectNode> change) {
        return GOOD.with("Deployment", "orders", json -> change.accept((ObjectNode) json.at(CONTAINER)));
    }

    static void add(JsonNode list, String yaml) {
        ((ArrayNode) list).add(Rendering.of("", yaml).manifests().getFirst().json());
    }

    @Override
    public String toString() {
        return rule.title() + ": " + complaint;
    }
}
