package org.tradepost.shared.signing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** What a signature must cover and say to be accepted: the part that RFC 9421 leaves to its application (section 3.2.1). */
public final class SignatureRules {

    /** How far the sender's clock may be away from ours, in either direction. */
    public static final Duration WINDOW = Duration.ofSeconds(300);

    /** How long a nonce must be remembered: a message may be stamped at the far end of the window. */
    public static final Duration NONCE_KEPT = WINDOW.multipliedBy(2);

    private static final Pattern NONCE = Pattern.compile("[\\x21-\\x7e]{16,128}");
    private static final int LONGEST_KEY_ID = 128;
    private static final List<String> TARGET = List.of("@target-uri");
    private static final List<String> TARGET_IN_PARTS = List.of("@authority", "@path", "@query");

    private SignatureRules() {}

    /**
     * Checks a request's signature before its key is looked up.
     *
     * @throws SignatureRefused when it is incomplete or not fresh
     */
    public static void checkRequest(MessageSignature signature, boolean hasBody, Clock clock) {
        if (!signature.covers(List.of("@method"))
                || !(signature.covers(TARGET) || signature.covers(TARGET_IN_PARTS))
                || (hasBody && !signature.covers(List.of("content-digest")))) {
            throw SignatureRefused.incomplete(
                    "A signature must cover @method, @target-uri (or @authority, @path and @query), and content-digest when"
                            + " there is a body");
        }
        if (signature.keyId() == null || signature.created() == null) {
            throw SignatureRefused.incomplete("A signature needs keyid and created");
        }
        if (signature.keyId().isEmpty() || signature.keyId().length() > LONGEST_KEY_ID) {
            throw SignatureRefused.malformed("The keyid is not one of ours");
        }
        if (signature.algorithm() != null
                && SignatureAlgorithm.of(signature.algorithm()).isEmpty()) {
            throw new SignatureRefused(
                    SignatureRefused.Reason.INVALID, "Only ecdsa-p256-sha256 and ed25519 are accepted");
        }
        checkNonce(signature.nonce());
        checkFresh(signature.created(), signature.expires(), clock);
    }

    /** @throws SignatureRefused unless there is one of 16 to 128 visible ASCII characters */
    public static void checkNonce(String nonce) {
        if (nonce == null) {
            throw SignatureRefused.incomplete("A signature needs a nonce");
        }
        if (!NONCE.matcher(nonce).matches()) {
            throw SignatureRefused.malformed("A nonce has 16 to 128 visible characters");
        }
    }

    /** @throws SignatureRefused when it was made too long ago or in the future, or has expired; {@code expires} may be null */
    public static void checkFresh(Instant created, Instant expires, Clock clock) {
        Instant now = clock.instant();
        if (Duration.between(created, now).abs().compareTo(WINDOW) > 0) {
            throw notFresh("It was made more than " + WINDOW.toSeconds() + " s from now, by our clock");
        }
        if (expires != null && (!expires.isAfter(now) || !expires.isAfter(created))) {
            throw notFresh("It has expired");
        }
    }

    private static SignatureRefused notFresh(String message) {
        return new SignatureRefused(SignatureRefused.Reason.NOT_FRESH, message);
    }
}
