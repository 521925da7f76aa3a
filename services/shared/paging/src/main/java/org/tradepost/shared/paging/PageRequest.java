package org.tradepost.shared.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;

/**
 * Which page of a list is wanted.
 *
 * @param limit rows on the page, 1 to 100
 * @param after key columns of the last row of the page before, as text; empty for the first page
 */
public record PageRequest(int limit, List<String> after) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    /**
     * From the query parameters {@code limit} and {@code cursor}.
     *
     * @param limit null for {@value #DEFAULT_LIMIT}
     * @param keys how many key columns a cursor of this list has
     * @throws ProblemException 422 for a limit out of range, 400 for a cursor that this list did not hand out
     */
    public static PageRequest of(Long limit, String cursor, int keys) {
        long size = limit == null ? DEFAULT_LIMIT : limit;
        if (size < 1 || size > MAX_LIMIT) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "limit must be between 1 and " + MAX_LIMIT)
                    .field("limit", "must be between 1 and " + MAX_LIMIT);
        }
        if (cursor == null || cursor.isEmpty()) {
            return new PageRequest((int) size, List.of());
        }
        List<String> after = decode(cursor);
        if (after.size() != keys || after.contains(null)) {
            throw badCursor();
        }
        return new PageRequest((int) size, after);
    }

    /**
     * As {@link #of(Long, String, int)}, from a limit as text: JAX-RS itself answers a number that it cannot read with 404.
     *
     * @throws ProblemException 400 for a limit that is no whole number
     */
    public static PageRequest ofText(String limit, String cursor, int keys) {
        try {
            return of(limit == null ? null : Long.valueOf(limit), cursor, keys);
        } catch (NumberFormatException e) {
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "limit must be a whole number")
                    .field("limit", "must be a whole number");
        }
    }

    public boolean isFirst() {
        return after.isEmpty();
    }

    /** How many rows to read: one more than shown tells whether there is a next page. */
    public int rowsToRead() {
        return limit + 1;
    }

    /** The refusal of a cursor whose key columns cannot be read. */
    public static ProblemException badCursor() {
        return new ProblemException(CommonError.MALFORMED_REQUEST, "The cursor is not one that this list handed out")
                .field("cursor", "is not valid");
    }

    static String encode(List<String> keys) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(keys).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> decode(String cursor) {
        try {
            return Json.mapper().readValue(Base64.getUrlDecoder().decode(cursor), new TypeReference<>() {});
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw badCursor();
        } catch (IOException e) {
            throw badCursor();
        }
    }
}
