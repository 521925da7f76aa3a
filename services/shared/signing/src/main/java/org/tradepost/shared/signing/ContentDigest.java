package org.tradepost.shared.signing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.ListElement;

/** The {@code Content-Digest} field (RFC 9530, section 2) with SHA-256 and SHA-512. */
public final class ContentDigest {

    public static final String FIELD = "Content-Digest";

    private static final Map<String, String> JDK_NAMES = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private ContentDigest() {}

    /** The field's value for this content, with SHA-256. */
    public static String of(byte[] content) {
        return "sha-256=" + ByteSequenceItem.valueOf(digest("SHA-256", content)).serialize();
    }

    /**
     * Checks every digest that can be checked; others are passed over, but one is needed.
     *
     * @param values of the field
     * @throws SignatureRefused when there is none, or one is wrong
     */
    public static void check(List<String> values, byte[] content) {
        if (values.isEmpty()) {
            throw SignatureRefused.incomplete("A signed message with a body needs a Content-Digest");
        }
        boolean checked = false;
        for (Map.Entry<String, ListElement<?>> member :
                StructuredFields.dictionary(FIELD, values).entrySet()) {
            String jdkName = JDK_NAMES.get(member.getKey());
            if (jdkName == null) {
                continue;
            }
            if (!(member.getValue() instanceof ByteSequenceItem sent)) {
                throw SignatureRefused.malformed("Content-Digest must hold byte sequences");
            }
            if (!MessageDigest.isEqual(bytes(sent.get()), digest(jdkName, content))) {
                throw new SignatureRefused(
                        SignatureRefused.Reason.DIGEST_MISMATCH, "The body does not match its Content-Digest");
            }
            checked = true;
        }
        if (!checked) {
            throw SignatureRefused.incomplete("Content-Digest needs sha-256 or sha-512");
        }
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] digest(String jdkName, byte[] content) {
        try {
            return MessageDigest.getInstance(jdkName).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(jdkName + " is not available", e);
        }
    }
}
