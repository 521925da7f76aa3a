package org.tradepost.shared.signing;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parameters;

/** Signs messages with one key (RFC 9421, section 3.1). */
public final class MessageSigner {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 18;

    private final SigningKey key;
    private final String label;
    private final Clock clock;

    /** @param label the signature's name in both fields */
    public MessageSigner(SigningKey key, String label, Clock clock) {
        this.key = key;
        this.label = label;
        this.clock = clock;
    }

    /** A nonce that nobody has used. */
    public static String newNonce() {
        byte[] random = new byte[NONCE_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * The message with its signature.
     *
     * @param components identifiers, such as {@code @method} or {@code "@method";req}
     * @param nonce null for none
     */
    public HttpMessage sign(HttpMessage message, List<String> components, String nonce) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("created", clock.instant().getEpochSecond());
        parameters.put("keyid", key.keyId());
        parameters.put("alg", key.algorithm().registeredName());
        if (nonce != null) {
            parameters.put("nonce", nonce);
        }
        return sign(message, components, parameters);
    }

    HttpMessage sign(HttpMessage message, List<String> components, Map<String, Object> parameters) {
        List<Item<?>> items = components.stream()
                .<Item<?>>map(identifier -> Component.parse(identifier).item())
                .toList();
        InnerList covered = InnerList.valueOf(items).withParams(Parameters.valueOf(parameters));
        byte[] signature = key.sign(SignatureBase.of(message, covered));
        return message.with(MessageSignature.INPUT_FIELD, label + '=' + covered.serialize())
                .with(
                        MessageSignature.FIELD,
                        label + '=' + ByteSequenceItem.valueOf(signature).serialize());
    }
}
