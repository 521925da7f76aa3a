package org.tradepost.gateway.edge.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tradepost.gateway.edge.entity.Exchange;

/** Something that the gateway answers itself. The exchange's headers are set already; methods that its route does not allow never arrive. */
public interface Endpoint {

    void answer(HttpServletRequest request, HttpServletResponse response, Exchange exchange) throws IOException;
}
