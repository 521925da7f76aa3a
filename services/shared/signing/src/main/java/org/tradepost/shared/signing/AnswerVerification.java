package org.tradepost.shared.signing;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How answers are signed: what the gateway covers, and what a client must insist on. */
public final class AnswerVerification {

    /** What the signature of an answer covers; of these, {@code content-type} only where there is one. */
    public static final List<String> COVERED = List.of(
            "@status", "content-digest", "content-type", "\"@method\";req", "\"@target-uri\";req", "\"signature\";req");

    private static final String CONTENT_TYPE = "content-type";

    private AnswerVerification() {}

    /** The components to sign of this answer. */
    public static List<String> componentsOf(HttpMessage answer) {
        return COVERED.stream()
                .filter(name -> !name.equals(CONTENT_TYPE)
                        || !answer.field(CONTENT_TYPE).isEmpty())
                .toList();
    }

    /**
     * Makes sure that an answer is the gateway's own to this very request.
     *
     * @param keys the gateway's public keys by id
     * @throws AnswerNotAuthentic when it is not
     */
    public static void check(
            HttpMessage answer, byte[] body, Function<String, Optional<VerificationKey>> keys, Clock clock)
            throws AnswerNotAuthentic {
        try {
            MessageSignature signature = MessageSignature.of(answer);
            if (!signature.covers(componentsOf(answer)) || signature.created() == null || signature.keyId() == null) {
                throw SignatureRefused.incomplete("The answer's signature does not cover what it must");
            }
            SignatureRules.checkFresh(signature.created(), signature.expires(), clock);
            VerificationKey key = keys.apply(signature.keyId())
                    .orElseThrow(() -> new SignatureRefused(
                            SignatureRefused.Reason.UNKNOWN_KEY, "The answer names an unknown key"));
            ContentDigest.check(answer.field(ContentDigest.FIELD), body);
            signature.verify(answer, key);
        } catch (SignatureRefused e) {
            throw new AnswerNotAuthentic("The answer is not authentic: " + e.getMessage(), e);
        }
    }

    /** The fields of an answer to be signed, given its body. */
    public static HttpMessage sign(
            int status, String contentType, byte[] body, HttpMessage request, MessageSigner signer) {
        HttpMessage answer = HttpMessage.answer(
                        status, contentType == null ? Map.of() : Map.of(CONTENT_TYPE, List.of(contentType)), request)
                .with(ContentDigest.FIELD, ContentDigest.of(body));
        return signer.sign(answer, componentsOf(answer), (String) null);
    }
}
