package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;

/** Reads what commands say as strictly as requests are read. */
final class CommandFields {

    private CommandFields() {}

    /** @throws UncheckedIOException for an unknown field or a wrong type, which the HTTP boundary answers with 400 */
    static <T> T read(ObjectNode fields, Class<T> type) {
        try {
            return Json.mapper().treeToValue(fields, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws ProblemException 422 when the value of a field is not allowed */
    static void require(boolean allowed, String field, String rule) {
        if (!allowed) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, field + " " + rule).field(field, rule);
        }
    }
}
