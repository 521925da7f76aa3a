package org.tradepost.gateway.edge.boundary;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.function.BooleanSupplier;

/** Ends connections after their next answer while the gateway drains, so that clients come to another replica. */
public final class LastConnections extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier draining;

    LastConnections(BooleanSupplier draining) {
        this.draining = draining;
    }

    /** Puts it around everything. */
    public static void register(ServletContext context, BooleanSupplier draining) {
        var filter = context.addFilter("last-connections", new LastConnections(draining));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (draining.getAsBoolean()) {
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }
}
