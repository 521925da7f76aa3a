package org.tradepost.shared.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What was done, or tried.
 *
 * @param action what
 * @param objectType kind of thing it was done to, such as {@code order}; null when there is none
 * @param objectId which of them; null when there is none
 * @param onBehalfOf id of the user whose affair it is when somebody else acted; otherwise null
 * @param details numbers, ids and codes that make the entry understandable, such as the price before and after
 */
public record Deed(
        AuditAction action, String objectType, String objectId, String onBehalfOf, Map<String, Object> details) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._:,\\-]{0,128}");
    private static final int MAX_ID = 128;
    /** Greatest integer that every reader of JSON keeps exactly (RFC 8785, section 3.2.2.3). */
    private static final long EXACT = (1L << 53) - 1;

    public Deed {
        details = Map.copyOf(details);
    }

    public static Deed of(AuditAction action, String objectType, Object objectId) {
        return new Deed(action, objectType, String.valueOf(objectId), null, Map.of());
    }

    /** Of a deed whose object, if there is any, is not known. */
    public static Deed of(AuditAction action) {
        return new Deed(action, null, null, null, Map.of());
    }

    /** The same deed, done in somebody else's affairs. */
    public Deed onBehalfOf(UUID user) {
        return new Deed(action, objectType, objectId, user.toString(), details);
    }

    public Deed with(String name, long value) {
        return detail(name, Math.abs(value) <= EXACT ? (Object) value : Long.toString(value));
    }

    public Deed with(String name, UUID id) {
        return detail(name, id.toString());
    }

    /**
     * @param code a code, enum constant or machine-made id: letters, digits and {@code . _ : , -} only
     * @throws IllegalArgumentException for anything that may be free text, which could be personal data
     */
    public Deed with(String name, String code) {
        if (!isCode(code)) {
            throw new IllegalArgumentException("the audit log takes no free text: " + name);
        }
        return detail(name, code);
    }

    /** An id that another issuer may have made, in the letters that entries are written in. */
    static String asCode(String id) {
        String safe = id.replaceAll("[^A-Za-z0-9._:\\-]", "_");
        return safe.substring(0, Math.min(safe.length(), MAX_ID));
    }

    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    private Deed detail(String name, Object value) {
        Map<String, Object> more = new TreeMap<>(details);
        more.put(name, value);
        return new Deed(action, objectType, objectId, onBehalfOf, more);
    }
}
