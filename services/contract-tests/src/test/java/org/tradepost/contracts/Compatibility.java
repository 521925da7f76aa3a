package org.tradepost.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a schema may not change within a version of its event. Readers ignore properties that they do not know, so a closed object may
 * gain optional ones. Whatever else is said about an event stays: who loosens it surprises readers that know the released schema;
 * who tightens it surprises readers that know the new one and meet events from before, which stay on a topic for 14 days and parked
 * for as long as nobody settles them.
 */
final class Compatibility {

    /** Whom a change surprises. */
    enum Reader {
        /** Knows the released schema and reads new events. */
        OLD,
        /** Knows the changed schema and reads events from before. */
        NEW
    }

    /**
     * A change that some reader does not survive.
     *
     * @param path of the property, such as {@code /data/status}; {@code *} stands for the items of an array and for properties
     *     without a name
     */
    record Break(String path, String keyword, Reader surprises, String change) {}

    private static final Set<String> ANNOTATIONS =
            Set.of("title", "description", "examples", "deprecated", "$comment", "$defs");
    /** Readers select events by type, and another source tells the same facts: both may become more. */
    private static final Set<String> MAY_GROW = Set.of("/type", "/source");

    private final Set<Break> breaks = new LinkedHashSet<>();
    private final JsonNode releasedRoot;
    private final JsonNode currentRoot;

    private Compatibility(JsonNode releasedRoot, JsonNode currentRoot) {
        this.releasedRoot = releasedRoot;
        this.currentRoot = currentRoot;
    }

    /**
     * @throws IllegalArgumentException for a schema with a keyword that is not known here, or a reference that leads nowhere
     */
    static List<Break> between(JsonNode released, JsonNode current) {
        Compatibility comparison = new Compatibility(released, current);
        comparison.compare("", released, current);
        return List.copyOf(comparison.breaks);
    }

    private void compare(String path, JsonNode releasedOrReference, JsonNode currentOrReference) {
        JsonNode released = resolve(releasedRoot, releasedOrReference);
        JsonNode current = resolve(currentRoot, currentOrReference);
        Set<String> keywords = new TreeSet<>();
        released.fieldNames().forEachRemaining(keywords::add);
        current.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(ANNOTATIONS);
        keywords.forEach(keyword -> compare(path, keyword, released, current));
    }

    private void compare(String path, String keyword, JsonNode released, JsonNode current) {
        JsonNode before = released.path(keyword);
        JsonNode now = current.path(keyword);
        switch (keyword) {
            case "properties" -> compareProperties(path, released, current);
            case "required" -> {
                boolean mayLack = !texts(now).containsAll(texts(before));
                boolean mustHave = !texts(before).containsAll(texts(now));
                judge(path, keyword, before, now, mayLack, mustHave);
            }
            case "type" -> compareChoice(path, keyword, before, now);
            case "const", "enum" -> compareChoice(path, "enum", choice(released), choice(current));
            case "minimum", "minLength", "minItems" -> {
                double rise = bound(now, -Double.MAX_VALUE) - bound(before, -Double.MAX_VALUE);
                judge(path, keyword, before, now, rise < 0, rise > 0);
            }
            case "maximum", "maxLength", "maxItems" -> {
                double rise = bound(now, Double.MAX_VALUE) - bound(before, Double.MAX_VALUE);
                judge(path, keyword, before, now, rise > 0, rise < 0);
            }
            case "uniqueItems" ->
                judge(
                        path,
                        keyword,
                        before,
                        now,
                        before.asBoolean() && !now.asBoolean(),
                        !before.asBoolean() && now.asBoolean());
            case "additionalProperties", "items" -> compareOthers(path, keyword, before, now);
            case "pattern", "format", "contentEncoding", "anyOf", "not", "$schema", "$id" -> {
                boolean differs = !before.equals(now);
                judge(path, keyword, before, now, differs && !before.isMissingNode(), differs && !now.isMissingNode());
            }
            default -> throw new IllegalArgumentException("cannot compare the keyword " + keyword + " at " + path);
        }
    }

    private void compareProperties(String path, JsonNode released, JsonNode current) {
        JsonNode before = released.path("properties");
        JsonNode now = current.path("properties");
        before.properties().forEach(property -> {
            String name = property.getKey();
            if (now.has(name)) {
                compare(path + "/" + name, property.getValue(), now.get(name));
            } else {
                judge(path + "/" + name, "properties", property.getValue(), now.path(name), true, false);
            }
        });
        now.properties().forEach(property -> {
            String name = property.getKey();
            if (!before.has(name)) {
                // Its keywords have to be known, too. In an open object the name may have stood for something else
                // before.
                boolean wasOpen = openness(released.path("additionalProperties")) > 0;
                judge(path + "/" + name, "properties", before.path(name), property.getValue(), false, wasOpen);
                new Compatibility(currentRoot, currentRoot).compare(path, property.getValue(), property.getValue());
            }
        });
    }

    /** Nothing said means that everything may be. */
    private void compareChoice(String path, String keyword, JsonNode before, JsonNode now) {
        Set<String> was = texts(before);
        Set<String> is = texts(now);
        boolean more = !was.isEmpty() && (is.isEmpty() || !was.containsAll(is));
        boolean less = !is.isEmpty() && (was.isEmpty() || !is.containsAll(was));
        boolean mayBeMore = MAY_GROW.contains(path) && !is.isEmpty();
        judge(path, keyword, before, now, more && !mayBeMore, less);
    }

    /** What holds for items, and for properties without a name of their own. */
    private void compareOthers(String path, String keyword, JsonNode before, JsonNode now) {
        if (before.isObject() && now.isObject()) {
            compare(path + "/*", before, now);
        } else {
            int opened = openness(now) - openness(before);
            judge(path, keyword, before, now, opened > 0, opened < 0);
        }
    }

    private static int openness(JsonNode additional) {
        if (additional.isObject()) {
            return 1;
        }
        return additional.isBoolean() && !additional.asBoolean() ? 0 : 2;
    }

    private void judge(String path, String keyword, JsonNode before, JsonNode now, boolean looser, boolean tighter) {
        String change = "was " + shown(before) + ", is " + shown(now);
        if (looser) {
            breaks.add(new Break(path, keyword, Reader.OLD, change));
        }
        if (tighter) {
            breaks.add(new Break(path, keyword, Reader.NEW, change));
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.toString();
    }

    private static double bound(JsonNode value, double unbounded) {
        return value.isMissingNode() ? unbounded : value.asDouble();
    }

    private static JsonNode choice(JsonNode schema) {
        return schema.has("const") ? schema.get("const") : schema.path("enum");
    }

    /** A single value counts as a list of one: a {@code const} is an {@code enum} of one value. */
    private static Set<String> texts(JsonNode value) {
        Set<String> texts = new TreeSet<>();
        if (value.isArray()) {
            value.forEach(each -> texts.add(each.toString()));
        } else if (!value.isMissingNode()) {
            texts.add(value.toString());
        }
        return texts;
    }

    /** The schema that a reference leads to; beside a reference only annotations are known. */
    private static JsonNode resolve(JsonNode root, JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        String reference = schema.get("$ref").asText();
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!keyword.equals("$ref") && !ANNOTATIONS.contains(keyword)) {
                throw new IllegalArgumentException("cannot compare " + keyword + " beside the reference " + reference);
            }
        });
        JsonNode target = reference.startsWith("#/") ? root.at(reference.substring(1)) : root.path(reference);
        if (target.isMissingNode()) {
            throw new IllegalArgumentException(reference + " leads nowhere");
        }
        return resolve(root, target);
    }
}
