package org.tradepost.gateway.proxying.boundary;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;
import org.tradepost.gateway.proxying.control.Pace;

/** The body of a service's answer on its way to the client, piece by piece as it comes. */
final class AnswerStream {
    /** An answer of known, small length goes out in one piece, which saves two thread changes. */
    static final int ONE_PIECE = 16 * 1024;

    private static final String PACE = Pace.class.getName();

    private final Supplier<Pace> paces;

    AnswerStream(Supplier<Pace> paces) {
        this.paces = paces;
    }

    /** Passes one piece on; {@code callback} is told when the next may come. */
    void pass(
            HttpServletRequest request,
            HttpServletResponse response,
            Response fromUpstream,
            byte[] bytes,
            int offset,
            int length,
            Callback callback) {
        if (isOnePiece(fromUpstream)) {
            write(response, bytes, offset, length, callback);
        } else {
            Thread.ofVirtual()
                    .name("gateway-answer")
                    .start(() -> writeAtOnce(request, response, bytes, offset, length, callback));
        }
    }

    private static boolean isOnePiece(Response fromUpstream) {
        long length = fromUpstream.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        return length >= 0 && length <= ONE_PIECE;
    }

    private static void write(HttpServletResponse response, byte[] bytes, int offset, int length, Callback callback) {
        try {
            response.getOutputStream().write(bytes, offset, length);
        } catch (IOException | RuntimeException e) {
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }

    /** Each piece of a longer answer is flushed: what a service sends early arrives early. */
    private void writeAtOnce(
            HttpServletRequest request,
            HttpServletResponse response,
            byte[] bytes,
            int offset,
            int length,
            Callback callback) {
        try {
            pace(request).measured(() -> {
                boolean first = !response.isCommitted();
                ServletOutputStream output = response.getOutputStream();
                output.write(bytes, offset, length);
                output.flush();
                if (first) {
                    // Liberty passes over the first flush of an answer.
                    output.flush();
                }
                return length;
            });
        } catch (IOException | RuntimeException e) {
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }

    /** One for the whole answer, whose pieces come one after another. */
    private Pace pace(HttpServletRequest request) {
        Object known = request.getAttribute(PACE);
        Pace pace = known instanceof Pace same ? same : paces.get();
        request.setAttribute(PACE, pace);
        return pace;
    }
}
