package org.tradepost.gateway.proxying.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Ends an answer that cannot be finished in a way that no client takes for its end. */
final class BrokenAnswer {

    private BrokenAnswer() {}

    static void breakOff(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Jetty's convention, which other containers refuse: see the callers' handling.
        response.sendError(-1);
    }
}
