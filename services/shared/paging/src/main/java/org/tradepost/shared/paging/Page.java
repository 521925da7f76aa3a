package org.tradepost.shared.paging;

import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.tradepost.shared.rest.PublicPath;

/**
 * One page of a list.
 *
 * @param items at most as many as were asked for
 * @param nextCursor where the next page starts; null on the last one
 */
public record Page<T>(List<T> items, String nextCursor) {

    /**
     * @param rows what was read with {@link PageRequest#rowsToRead()}
     * @param keys the key columns of a row, as text
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, List<String>> keys) {
        if (rows.size() <= request.limit()) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> shown = List.copyOf(rows.subList(0, request.limit()));
        return new Page<>(shown, PageRequest.encode(keys.apply(shown.get(shown.size() - 1))));
    }

    /** The same page with each item in another shape. */
    public <R> Page<R> map(Function<T, R> shape) {
        return new Page<>(items.stream().map(shape).toList(), nextCursor);
    }

    /** The answer, with a {@code Link} to the next page (RFC 8288) that keeps the other query parameters. */
    public Response toResponse(UriInfo request) {
        Response.ResponseBuilder answer = Response.ok(this);
        if (nextCursor != null) {
            URI next = request.getRequestUriBuilder()
                    .replaceQueryParam("cursor", nextCursor)
                    .build();
            answer.links(Link.fromUri(PublicPath.of(request) + "?" + next.getRawQuery())
                    .rel("next")
                    .build());
        }
        return answer.build();
    }
}
