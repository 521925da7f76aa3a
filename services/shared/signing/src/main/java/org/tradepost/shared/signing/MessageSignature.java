package org.tradepost.shared.signing;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.StringItem;

/**
 * The one signature of a message (RFC 9421, section 4), read but not yet verified.
 *
 * @param label its name in both fields
 * @param covered the components, with the parameters
 * @param value the signature's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MessageSignature(String label, InnerList covered, byte[] value) {

    public static final String INPUT_FIELD = "Signature-Input";
    public static final String FIELD = "Signature";

    private static final int MOST_COMPONENTS = 32;
    private static final Set<String> PARAMETERS = Set.of("created", "expires", "nonce", "alg", "keyid", "tag");

    /** Whether the message claims to be signed at all. */
    public static boolean isIn(HttpMessage message) {
        return !message.field(FIELD).isEmpty() || !message.field(INPUT_FIELD).isEmpty();
    }

    /**
     * Reads the signature. A message with several is refused: which of them counts would be anybody's guess.
     *
     * @throws SignatureRefused as malformed
     */
    public static MessageSignature of(HttpMessage message) {
        if (message.field(FIELD).isEmpty() || message.field(INPUT_FIELD).isEmpty()) {
            throw SignatureRefused.malformed("Signature and Signature-Input belong together");
        }
        Map<String, ListElement<?>> inputs = StructuredFields.dictionary(INPUT_FIELD, message.field(INPUT_FIELD));
        Map<String, ListElement<?>> values = StructuredFields.dictionary(FIELD, message.field(FIELD));
        if (inputs.size() != 1 || !inputs.keySet().equals(values.keySet())) {
            throw SignatureRefused.malformed("There must be one signature, with the same label in both fields");
        }
        String label = inputs.keySet().iterator().next();
        if (!(inputs.get(label) instanceof InnerList covered)) {
            throw SignatureRefused.malformed("Signature-Input must list what is covered");
        }
        if (!(values.get(label) instanceof ByteSequenceItem value)
                || value.getParams().size() > 0) {
            throw SignatureRefused.malformed("Signature must be a byte sequence");
        }
        MessageSignature signature = new MessageSignature(label, covered, ContentDigest.bytes(value.get()));
        signature.checkForm();
        return signature;
    }

    private void checkForm() {
        if (covered.get().size() > MOST_COMPONENTS) {
            throw SignatureRefused.malformed("At most " + MOST_COMPONENTS + " components can be covered");
        }
        if (!PARAMETERS.containsAll(covered.getParams().keySet())) {
            throw SignatureRefused.malformed("Signature-Input has a parameter that is not known");
        }
        Set<String> seen = new HashSet<>();
        for (Component component : SignatureBase.components(covered)) {
            if (!seen.add(component.identifier())) {
                throw SignatureRefused.malformed("A component is covered twice");
            }
        }
        created();
        expires();
        nonce();
        text("tag");
        if (value.length != SignatureAlgorithm.SIGNATURE_BYTES) {
            throw new SignatureRefused(
                    SignatureRefused.Reason.INVALID,
                    "A signature has " + SignatureAlgorithm.SIGNATURE_BYTES + " bytes: r and s, not DER");
        }
    }

    /** Id of the key; null when it is not said. */
    public String keyId() {
        return text("keyid");
    }

    /** What makes the signature unique; null when it is not said. */
    public String nonce() {
        return text("nonce");
    }

    /** Algorithm that the sender names; null when it is left to the key. */
    public String algorithm() {
        return text("alg");
    }

    /** When it was made; null when it is not said. */
    public Instant created() {
        return moment("created");
    }

    /** When it becomes useless; null when it is not said. */
    public Instant expires() {
        return moment("expires");
    }

    /** Covered components as they are written, such as {@code "@method";req}. */
    public Set<String> components() {
        Set<String> identifiers = new LinkedHashSet<>();
        covered.get().forEach(item -> identifiers.add(item.serialize()));
        return identifiers;
    }

    /** Whether every one of these is covered as a whole. */
    public boolean covers(List<String> names) {
        return components()
                .containsAll(names.stream()
                        .map(Component::parse)
                        .map(Component::identifier)
                        .toList());
    }

    /**
     * Compares the signature with the message.
     *
     * @throws SignatureRefused when the message is not what was signed, the key is another, or is not for the algorithm named
     */
    public void verify(HttpMessage message, VerificationKey key) {
        if (algorithm() != null && !algorithm().equals(key.algorithm().registeredName())) {
            throw new SignatureRefused(
                    SignatureRefused.Reason.INVALID, "The algorithm named is not the one of this key");
        }
        key.verify(SignatureBase.of(message, covered), value);
    }

    private String text(String parameter) {
        Item<?> item = covered.getParams().get(parameter);
        if (item == null) {
            return null;
        }
        if (item instanceof StringItem text) {
            return text.get();
        }
        throw SignatureRefused.malformed("The parameter " + parameter + " must be a string");
    }

    private Instant moment(String parameter) {
        Item<?> item = covered.getParams().get(parameter);
        if (item == null) {
            return null;
        }
        if (item instanceof IntegerItem seconds) {
            return Instant.ofEpochSecond(seconds.getAsLong());
        }
        throw SignatureRefused.malformed("The parameter " + parameter + " must be an integer");
    }
}
