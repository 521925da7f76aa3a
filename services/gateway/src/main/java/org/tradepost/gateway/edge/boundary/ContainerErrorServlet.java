package org.tradepost.gateway.edge.boundary;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tradepost.gateway.edge.entity.Entrance;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;

/** Answers where the container refuses a request before the gateway sees it: as a problem, too, and without its stack trace. */
public final class ContainerErrorServlet extends HttpServlet {

    /** Named in web.xml as the error page. No route leads here. */
    public static final String PATH = "/container-error";

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        CommonError error = CommonError.ofStatus(status instanceof Integer code ? code : 400);
        Correlation correlation = Correlation.of(
                request.getHeader(Correlation.REQUEST_ID_HEADER), request.getHeader(Correlation.TRACEPARENT_HEADER));
        var exchange = Exchange.arriving(
                path instanceof String uri ? uri : null,
                new Entrance(request.getRemoteAddr(), request.getScheme(), null),
                correlation,
                correlation.traceparent());
        ProblemAnswer.send(response, exchange, new ProblemException(error, "The request was refused"));
    }
}
