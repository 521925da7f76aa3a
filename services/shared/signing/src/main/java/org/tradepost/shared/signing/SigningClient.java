package org.tradepost.shared.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client for partners: signs every request with the partner's registered key and returns only answers that the gateway signed.
 * Thread-safe. The gateway's public keys are fetched from it when one is met that is not known, over the same connection: use TLS.
 */
public final class SigningClient {

    /** Where the gateway publishes its public keys, as a JWK set. */
    public static final String DIRECTORY = "/.well-known/http-message-signatures-directory";

    /** Where envelopes go. */
    public static final String SECURE = "/api/v1/secure";

    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final HttpClient http;
    private final URI gateway;
    private final SigningKey key;
    private final Clock clock;
    private final Map<String, VerificationKey> gatewayKeys = new ConcurrentHashMap<>();

    /**
     * An answer that is known to be the gateway's.
     *
     * @param status HTTP status; a refusal is an answer, too
     * @param fields header fields by name, whatever its case
     * @param body its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, Map<String, List<String>> fields, byte[] body) {}

    /**
     * @param gateway its base URL, without a path
     * @param key the partner's private key, under the id that the platform gave it
     */
    public SigningClient(HttpClient http, URI gateway, SigningKey key) {
        this(http, gateway, key, Clock.systemUTC());
    }

    SigningClient(HttpClient http, URI gateway, SigningKey key, Clock clock) {
        this.http = http;
        this.gateway = gateway;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Sends a signed request (RFC 9421).
     *
     * @param target path and query, encoded
     * @param headers such as Authorization and Content-Type
     * @param body null for none
     * @throws AnswerNotAuthentic when the answer is not provably the gateway's
     * @throws IOException when there is no answer
     */
    public Answer send(String method, String target, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> fields.put(name, List.of(value)));
        List<String> components = new ArrayList<>(List.of("@method", "@target-uri"));
        if (body != null) {
            fields.put(ContentDigest.FIELD, List.of(ContentDigest.of(body)));
            components.add("content-digest");
        }
        if (fields.containsKey("Content-Type")) {
            components.add("content-type");
        }
        if (fields.containsKey("Idempotency-Key")) {
            components.add("idempotency-key");
        }
        URI uri = gateway.resolve(target);
        HttpMessage request = new MessageSigner(key, "partner", clock)
                .sign(HttpMessage.request(method, uri, fields), components, MessageSigner.newNonce());
        HttpResponse<byte[]> answer = exchange(method, uri, request.fields(), body);
        AnswerVerification.check(
                HttpMessage.answer(answer.statusCode(), answer.headers().map(), request),
                answer.body(),
                this::gatewayKey,
                clock);
        return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
    }

    /**
     * Sends {@code data} in a signed envelope and returns what the answering envelope says.
     *
     * @throws AnswerNotAuthentic when the answer is not an envelope of the gateway's in reply to this one, as when the envelope
     *     itself was refused; the message then has the refusal's status
     */
    public JsonNode secure(JsonNode data) throws IOException, InterruptedException {
        SignedEnvelope request = SignedEnvelope.sign(data, key, MessageSigner.newNonce(), clock);
        HttpResponse<byte[]> answer = exchange(
                "POST", gateway.resolve(SECURE), Map.of("Content-Type", List.of("application/json")), request.toJson());
        try {
            SignedEnvelope reply = SignedEnvelope.read(answer.body());
            reply.checkFresh(clock);
            reply.verify(gatewayKey(reply.keyId())
                    .orElseThrow(() -> new SignatureRefused(
                            SignatureRefused.Reason.UNKNOWN_KEY, "The answer names an unknown key")));
            if (!request.nonce().equals(reply.data().path("inReplyTo").asText())) {
                throw SignatureRefused.malformed("It replies to another envelope");
            }
            return reply.data();
        } catch (SignatureRefused e) {
            throw new AnswerNotAuthentic(
                    "The answer with status " + answer.statusCode() + " is not authentic: " + e.getMessage(), e);
        }
    }

    private HttpResponse<byte[]> exchange(String method, URI uri, Map<String, List<String>> fields, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        fields.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private Optional<VerificationKey> gatewayKey(String keyId) {
        if (!gatewayKeys.containsKey(keyId)) {
            fetchGatewayKeys();
        }
        return Optional.ofNullable(gatewayKeys.get(keyId));
    }

    private void fetchGatewayKeys() {
        try {
            HttpResponse<byte[]> answer = exchange("GET", gateway.resolve(DIRECTORY), Map.of(), null);
            for (JWK jwk :
                    JWKSet.load(new java.io.ByteArrayInputStream(answer.body())).getKeys()) {
                gatewayKeys.put(jwk.getKeyID(), VerificationKey.read(jwk.toJSONString()));
            }
        } catch (IOException | ParseException | IllegalArgumentException e) {
            throw new SignatureRefused(
                    SignatureRefused.Reason.UNKNOWN_KEY, "the gateway's keys cannot be had: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignatureRefused(SignatureRefused.Reason.UNKNOWN_KEY, "interrupted");
        }
    }
}
