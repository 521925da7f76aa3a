package org.tradepost.catalog.commandqueue.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Pattern;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;

/**
 * A command as it is sent: an object with a type and what that type needs. Of a type that is not known here, anything may be said that can be
 * kept.
 */
record CommandRequest(String type, ObjectNode fields) {

    private static final String TYPE = "type";
    private static final Pattern TYPES = Pattern.compile("[a-z][a-z0-9.\\-]{0,63}");
    private static final int MOST_CHARACTERS = 10_000;

    /**
     * @throws ProblemException 400 for what is no object, has text that cannot be kept or a type that is no text; 413 for one that is too
     *     large; 422 without a proper type
     */
    static CommandRequest of(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "The body must be a JSON object");
        }
        requireKeepable(object);
        if (object.toString().length() > MOST_CHARACTERS) {
            throw new ProblemException(
                    CommonError.PAYLOAD_TOO_LARGE, "A command has at most " + MOST_CHARACTERS + " characters");
        }
        ObjectNode fields = object.deepCopy();
        String type = text(fields.remove(TYPE));
        if (type == null || !TYPES.matcher(type).matches()) {
            String rule = type == null ? "must not be null" : "must match " + TYPES;
            throw new ProblemException(CommonError.VALIDATION_ERROR, TYPE + " " + rule).field(TYPE, rule);
        }
        return new CommandRequest(type, fields);
    }

    /** JSON without a Java type is not read strictly; its texts and names are, here. */
    private static void requireKeepable(JsonNode node) {
        if (node.isTextual()) {
            text(node);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            text(TextNode.valueOf(field.getKey()));
        }
        node.forEach(CommandRequest::requireKeepable);
    }

    private static String text(JsonNode node) {
        try {
            return node == null ? null : Json.mapper().treeToValue(node, String.class);
        } catch (JsonProcessingException e) {
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "A text has a wrong type or cannot be kept");
        }
    }
}
