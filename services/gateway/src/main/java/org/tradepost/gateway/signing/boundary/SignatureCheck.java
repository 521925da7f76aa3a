package org.tradepost.gateway.signing.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tradepost.gateway.GatewayError;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.edge.entity.KeptBody;
import org.tradepost.gateway.edge.entity.OwnEndpoint;
import org.tradepost.gateway.signing.control.RequiredSigners;
import org.tradepost.gateway.signing.control.VerifySender;
import org.tradepost.gateway.signing.entity.VerifiedRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.signing.HttpMessage;
import org.tradepost.shared.signing.MessageSignature;

/**
 * Verifies the signature of a request that has one, whatever it asks for, and refuses a request without one of somebody who must
 * sign. Comes after the checks that say who the caller is.
 */
public final class SignatureCheck implements Check {

    /** As much as is kept in memory of a body; what may be larger, imports, cannot be signed. */
    static final int LARGEST_BODY = 1 << 20;

    private final VerifySender verify;
    private final RequiredSigners required;
    private final Optional<URI> publicUrl;

    public SignatureCheck(VerifySender verify, RequiredSigners required, Optional<URI> publicUrl) {
        this.verify = verify;
        this.required = required;
        this.publicUrl = publicUrl;
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        if (VerifiedRequest.of(request) != null || exchange.route().destination() == OwnEndpoint.SECURE) {
            return new Outcome.Passed(exchange);
        }
        if (request.getHeader(MessageSignature.FIELD) == null
                && request.getHeader(MessageSignature.INPUT_FIELD) == null) {
            return unsigned(exchange);
        }
        if (exchange.route().bodyLimit() > LARGEST_BODY) {
            throw new ProblemException(GatewayError.SIGNATURE_MALFORMED, "What is streamed here cannot be signed");
        }
        return new Outcome.Pending(() -> verified(request, exchange));
    }

    private Outcome unsigned(Exchange exchange) {
        if (exchange.caller() == null) {
            return new Outcome.Passed(exchange);
        }
        if (!required.isKnown()) {
            return new Outcome.Pending(required::begin);
        }
        if (required.contains(exchange.caller().userId())) {
            throw CredentialsRefused.signature(
                    null,
                    exchange.caller(),
                    GatewayError.SIGNATURE_REQUIRED,
                    "A signing key of this caller is marked as required");
        }
        return new Outcome.Passed(exchange);
    }

    private void verified(HttpServletRequest request, Exchange exchange) {
        byte[] body = body(request);
        HttpMessage message = message(request, exchange.path());
        boolean anonymous = request.getHeader("Authorization") == null && request.getHeader("X-API-Key") == null;
        verify.request(message, body, exchange.caller(), anonymous);
        new KeptBody(body).attachTo(request);
        new VerifiedRequest(message).attachTo(request);
    }

    private static byte[] body(HttpServletRequest request) {
        try {
            byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw new ProblemException(
                                CommonError.PAYLOAD_TOO_LARGE, "At most " + LARGEST_BODY + " bytes are accepted here")
                        .header("Connection", "close");
            }
            return body;
        } catch (IOException e) {
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "The body could not be read");
        }
    }

    private HttpMessage message(HttpServletRequest request, String path) {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            fields.put(name, new ArrayList<>(Collections.list(request.getHeaders(name))));
        }
        String host = request.getHeader("Host");
        return HttpMessage.request(
                request.getMethod(),
                publicUrl.map(URI::getScheme).orElse(request.getScheme()),
                publicUrl.map(URI::getRawAuthority).orElse(host == null ? "" : host),
                path,
                request.getQueryString(),
                fields);
    }
}
