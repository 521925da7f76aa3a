package org.tradepost.gateway.proxying.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Ends an answer that cannot be finished. Containers close the connection when fewer bytes than announced were sent. Where no
 * length was announced Jetty breaks the connection off; Liberty offers no way to, so that what was sent ends there, cut short.
 */
final class BrokenAnswer {

    private BrokenAnswer() {}

    static void breakOff(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            response.sendError(-1);
        } catch (IllegalStateException e) {
            // Other containers refuse Jetty's convention; the caller then just ends the answer.
            request.setAttribute(BrokenAnswer.class.getName(), e);
        }
    }
}
