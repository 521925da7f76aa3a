package org.tradepost.shared.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/**
 * A message in one JSON object, signed over the canonical JSON (RFC 8785) of {@code {data, timestamp, nonce}}.
 *
 * @param data what is said; an object
 * @param signature base64 (RFC 4648, section 4) of 64 raw bytes or, for ECDSA, of canonical DER
 * @param timestamp when it was made, in whole seconds since 1970 (UTC)
 * @param nonce what makes it unique: 16 to 128 visible ASCII characters
 * @param keyId the sender's key
 */
public record SignedEnvelope(JsonNode data, String signature, long timestamp, String nonce, String keyId) {

    private static final Set<String> MEMBERS = Set.of("data", "signature", "timestamp", "nonce", "keyId");
    private static final int LONGEST_KEY_ID = 128;

    /**
     * Reads an envelope. All five members are needed and no other is known.
     *
     * @throws SignatureRefused as malformed
     */
    public static SignedEnvelope read(byte[] utf8) {
        JsonNode json = CanonicalJson.parse(utf8);
        Set<String> names = new HashSet<>();
        json.fieldNames().forEachRemaining(names::add);
        if (!json.isObject() || !names.equals(MEMBERS)) {
            throw SignatureRefused.malformed("An envelope has data, signature, timestamp, nonce and keyId");
        }
        JsonNode timestamp = json.get("timestamp");
        if (!json.get("data").isObject()
                || !timestamp.isIntegralNumber()
                || !json.get("signature").isTextual()
                || !json.get("nonce").isTextual()
                || !json.get("keyId").isTextual()
                || json.get("keyId").textValue().length() > LONGEST_KEY_ID) {
            throw SignatureRefused.malformed(
                    "data must be an object, timestamp whole seconds, and signature, nonce and keyId texts");
        }
        String nonce = json.get("nonce").textValue();
        SignatureRules.checkNonce(nonce);
        return new SignedEnvelope(
                json.get("data"),
                json.get("signature").textValue(),
                timestamp.longValue(),
                nonce,
                json.get("keyId").textValue());
    }

    /** An envelope of one's own, made now. */
    public static SignedEnvelope sign(JsonNode data, SigningKey key, String nonce, Clock clock) {
        long now = clock.instant().getEpochSecond();
        byte[] signature = key.sign(signedBytes(data, now, nonce));
        return new SignedEnvelope(data, Base64.getEncoder().encodeToString(signature), now, nonce, key.keyId());
    }

    /** @throws SignatureRefused when it was made more than 300 s from now, in either direction */
    public void checkFresh(Clock clock) {
        SignatureRules.checkFresh(Instant.ofEpochSecond(timestamp), null, clock);
    }

    /** @throws SignatureRefused when the signature is not one of this content by this key */
    public void verify(VerificationKey key) {
        key.verify(signedBytes(data, timestamp, nonce), EnvelopeSignature.raw(signature, key.algorithm()));
    }

    /** As it is sent. */
    public byte[] toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("data", data);
        json.put("signature", signature).put("timestamp", timestamp);
        json.put("nonce", nonce).put("keyId", keyId);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] signedBytes(JsonNode data, long timestamp, String nonce) {
        ObjectNode signed = JsonNodeFactory.instance.objectNode();
        signed.set("data", data);
        signed.put("timestamp", timestamp).put("nonce", nonce);
        return CanonicalJson.bytes(signed);
    }
}
