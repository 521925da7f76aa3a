package org.tradepost.gateway.signing.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.tradepost.gateway.GatewayError;
import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.proxying.control.HeaderRules;
import org.tradepost.gateway.proxying.control.UpstreamFailure;
import org.tradepost.gateway.signing.entity.PartnerKey;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.signing.CanonicalJson;
import org.tradepost.shared.signing.MessageSigner;
import org.tradepost.shared.signing.SignatureRefused;
import org.tradepost.shared.signing.SignedEnvelope;
import org.tradepost.shared.signing.SigningKey;

/**
 * Does what a signed envelope says: places an order in the name of the key's owner, or echoes. From then on every answer is an
 * envelope, signed by the gateway; what is refused before is an ordinary problem, because nobody has been recognised yet.
 */
public final class ExecuteEnvelope {

    private static final Set<String> ORDER_MEMBERS = Set.of("type", "order", "idempotencyKey");
    private static final int LONGEST_IDEMPOTENCY_KEY = 255;
    private static final long PATIENCE_SECONDS = 70;

    private final HttpClient client;
    private final String orders;
    private final Partners partners;
    private final VerifySender verify;
    private final SigningKey key;
    private final Clock clock;

    /** An answer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only sent
    public record Reply(int status, byte[] json) {}

    public ExecuteEnvelope(
            VerifySender verify, HttpClient client, String orders, Partners partners, SigningKey key, Clock clock) {
        this.client = client;
        this.orders = orders;
        this.partners = partners;
        this.verify = verify;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Waits for whatever it takes, so not on a thread of the container's.
     *
     * @throws ProblemException 400 malformed or expired, 401 unknown key or wrong signature, 409 received before, 422 other data, 503
     */
    public Reply execute(byte[] body, Exchange exchange) {
        SignedEnvelope envelope = read(body);
        PartnerKey sender = verify.envelope(envelope);
        String type = envelope.data().path("type").asText();
        if (!type.equals("echo") && !type.equals("order")) {
            throw invalid("data.type", "must be order or echo");
        }
        if (type.equals("order")) {
            checkOrder(envelope.data());
        }
        verify.claim(envelope, sender);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("type", type).put("inReplyTo", envelope.nonce());
        int status = 200;
        if (type.equals("echo")) {
            data.set("echo", envelope.data());
        } else {
            status = place(envelope, sender, exchange, data);
        }
        data.put("status", status);
        return new Reply(
                status,
                SignedEnvelope.sign(data, key, MessageSigner.newNonce(), clock).toJson());
    }

    private static SignedEnvelope read(byte[] body) {
        try {
            return SignedEnvelope.read(body);
        } catch (SignatureRefused e) {
            throw CredentialsRefused.signature(null, null, GatewayError.SIGNATURE_MALFORMED, e.getMessage());
        }
    }

    private static void checkOrder(JsonNode data) {
        data.fieldNames().forEachRemaining(name -> {
            if (!ORDER_MEMBERS.contains(name)) {
                throw invalid("data." + name, "is not known");
            }
        });
        if (!data.path("order").isObject()) {
            throw invalid("data.order", "must be an order");
        }
        JsonNode idempotencyKey = data.path("idempotencyKey");
        if (!idempotencyKey.isMissingNode()
                && (!idempotencyKey.isTextual()
                        || !idempotencyKey.textValue().matches("[\\x21-\\x7e]{1," + LONGEST_IDEMPOTENCY_KEY + "}"))) {
            throw invalid("data.idempotencyKey", "must have 1 to 255 visible characters");
        }
    }

    /** The bytes that orders gets are the canonical form of what was signed. */
    private int place(SignedEnvelope envelope, PartnerKey sender, Exchange exchange, ObjectNode data) {
        try {
            String token = partners.tokenFor(sender.id());
            ContentResponse answer = client.newRequest(orders + "/api/v1/orders")
                    .method(HttpMethod.POST)
                    .tag("orders")
                    .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .headers(fields -> {
                        fields.put(HttpHeader.AUTHORIZATION, "Bearer " + token);
                        fields.put(HttpHeader.ACCEPT, "application/json, application/problem+json");
                        fields.put("Idempotency-Key", idempotencyKey(envelope, sender));
                        fields.put("X-Forwarded-For", exchange.clientAddress());
                        HeaderRules.correlate(fields, exchange);
                    })
                    .body(new BytesRequestContent(
                            "application/json",
                            CanonicalJson.bytes(envelope.data().get("order"))))
                    .send();
            JsonNode said = CanonicalJson.parse(answer.getContent());
            data.set(answer.getStatus() < 300 ? "order" : "problem", said);
            return answer.getStatus();
        } catch (ProblemException e) {
            return problem(e, exchange, data);
        } catch (TimeoutException | ExecutionException e) {
            return problem(UpstreamFailure.problem(e, true), exchange, data);
        } catch (SignatureRefused e) {
            return problem(
                    new ProblemException(CommonError.BAD_GATEWAY, "The service's answer cannot be signed"),
                    exchange,
                    data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return problem(
                    new ProblemException(CommonError.SERVICE_UNAVAILABLE, "The gateway is stopping"), exchange, data);
        }
    }

    private static int problem(ProblemException refusal, Exchange exchange, ObjectNode data) {
        data.set(
                "problem",
                Json.mapper()
                        .valueToTree(refusal.toProblem()
                                .at(
                                        exchange.path(),
                                        Instant.now()
                                                .truncatedTo(ChronoUnit.MILLIS)
                                                .toString(),
                                        exchange.correlation().traceId())));
        return refusal.code().status();
    }

    /** Unless the sender chose one: an order per envelope, whatever becomes of its answer. */
    static String idempotencyKey(SignedEnvelope envelope, PartnerKey sender) {
        JsonNode chosen = envelope.data().get("idempotencyKey");
        if (chosen != null) {
            return chosen.textValue();
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(envelope.nonce().getBytes(StandardCharsets.US_ASCII));
            return "envelope-" + sender.id() + '-' + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(CommonError.VALIDATION_ERROR, field + " " + message).field(field, message);
    }
}
