package org.tradepost.gateway.signing.boundary;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.gateway.edge.boundary.Endpoint;
import org.tradepost.gateway.edge.boundary.ProblemAnswer;
import org.tradepost.gateway.edge.control.RefusalWatch;
import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.signing.control.ExecuteEnvelope;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.DebugLog;

/** {@code POST /api/v1/secure}: takes a signed envelope, which needs no other credentials. */
public final class SecureEndpoint implements Endpoint {

    private static final Logger LOG = Logger.getLogger(SecureEndpoint.class.getName());

    private final ExecuteEnvelope execute;
    private final RefusalWatch watch;

    /** @param watch is told of refused envelopes */
    public SecureEndpoint(ExecuteEnvelope execute, RefusalWatch watch) {
        this.execute = execute;
        this.watch = watch;
    }

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response, Exchange exchange) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Thread.ofVirtual().name("gateway-envelope").start(() -> {
            try {
                answerNow(request, response, exchange);
            } catch (IOException e) {
                DebugLog.fine(LOG, "the client has gone", e);
            } finally {
                async.complete();
            }
        });
    }

    private void answerNow(HttpServletRequest request, HttpServletResponse response, Exchange exchange)
            throws IOException {
        try {
            byte[] body = request.getInputStream().readNBytes(SignatureCheck.LARGEST_BODY + 1);
            if (body.length > SignatureCheck.LARGEST_BODY) {
                throw new ProblemException(
                                CommonError.PAYLOAD_TOO_LARGE,
                                "At most " + SignatureCheck.LARGEST_BODY + " bytes are accepted here")
                        .header("Connection", "close");
            }
            ExecuteEnvelope.Reply reply = execute.execute(body, exchange);
            response.setStatus(reply.status());
            response.setContentType("application/json");
            response.setHeader("Cache-Control", "no-store");
            response.setContentLength(reply.json().length);
            response.getOutputStream().write(reply.json());
        } catch (ProblemException refusal) {
            if (refusal instanceof CredentialsRefused credentials) {
                watch.refused(credentials, exchange);
            }
            ProblemAnswer.send(response, exchange, refusal);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.SEVERE,
                    "an envelope failed, trace id " + exchange.correlation().traceId(),
                    e);
            ProblemAnswer.send(
                    response, exchange, new ProblemException(CommonError.INTERNAL_ERROR, "This could not be done"));
        }
    }
}
