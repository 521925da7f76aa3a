package org.tradepost.gateway.edge.control;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Refuses request targets that two parsers could read differently (RFC 3986, RFC 9110 section 4.2.3): the gateway routes by
 * the raw path, a service behind it may decode it first, and the difference must never lead elsewhere. Nothing is repaired.
 */
public final class TargetGuard {

    private static final int LONGEST_PATH = 2_048;
    private static final int LONGEST_QUERY = 8_192;
    private static final boolean[] PATH_CHARACTERS = characters("/-._~!$&'()*+,=:@%");
    private static final boolean[] QUERY_CHARACTERS = characters("/-._~!$&'()*+,=:@%;?");

    private TargetGuard() {}

    /** Lets an unambiguous raw path pass. */
    public static void checkPath(String path) {
        int length = path == null ? 0 : path.length();
        if (length == 0 || path.charAt(0) != '/') {
            throw refused("The path must begin with a slash");
        }
        if (length > LONGEST_PATH) {
            throw tooLong("The path is longer than " + LONGEST_PATH + " characters");
        }
        boolean encoded = false;
        int segmentStart = 1;
        for (int i = 1; i < length; i++) {
            char c = path.charAt(i);
            if (c >= 128 || !PATH_CHARACTERS[c]) {
                throw refused("The path contains a character that must be encoded or is not allowed");
            }
            if (c == '/') {
                checkSegment(path, segmentStart, i, false);
                segmentStart = i + 1;
            } else if (c == '%') {
                encoded = true;
            }
        }
        checkSegment(path, segmentStart, length, true);
        if (encoded) {
            checkEncoded(path);
        }
    }

    /**
     * The query as it was sent, save that characters that no URI may contain but that many clients send are encoded; what
     * cannot be decoded to text, or to text that can be stored, is refused.
     */
    public static String safeQuery(String query) {
        if (query == null) {
            return null;
        }
        if (query.length() > LONGEST_QUERY) {
            throw tooLong("The query is longer than " + LONGEST_QUERY + " characters");
        }
        boolean clean = true;
        ByteBuffer encoded = ByteBuffer.allocate(query.length());
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '%') {
                int value = decodedByte(query, i);
                if (value == 0) {
                    throw refused("The query contains an encoded NUL");
                }
                encoded.put((byte) value);
                i += 2;
                continue;
            }
            // Whatever it is, it ends a character of several encoded bytes.
            encoded.put((byte) ' ');
            if (c < ' ' || c == 127) {
                throw refused("The query contains a control character");
            } else if (c >= 128 || !QUERY_CHARACTERS[c]) {
                clean = false;
            }
        }
        requireUtf8(encoded, "The query is not UTF-8");
        return clean ? query : encode(query);
    }

    private static void checkSegment(String path, int start, int end, boolean last) {
        int length = end - start;
        if (length == 0 && !last) {
            throw refused("The path contains an empty segment");
        }
        if ((length == 1 && path.charAt(start) == '.')
                || (length == 2 && path.charAt(start) == '.' && path.charAt(start + 1) == '.')) {
            throw refused("The path contains a dot segment");
        }
    }

    private static void checkEncoded(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            int value = decodedByte(path, i);
            if (value < ' ' || value == 127 || value == '/' || value == '\\' || value == '.') {
                throw refused("The path contains an encoded separator, dot or control character");
            }
            if (value == '%' && isHex(path, i + 3) && isHex(path, i + 4)) {
                throw refused("The path is encoded twice");
            }
            bytes.put((byte) value);
            i += 2;
        }
        requireUtf8(bytes, "The path is not UTF-8");
    }

    private static void requireUtf8(ByteBuffer bytes, String otherwise) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
        } catch (CharacterCodingException e) {
            throw refused(otherwise);
        }
    }

    private static int decodedByte(String text, int percent) {
        if (!isHex(text, percent + 1) || !isHex(text, percent + 2)) {
            throw refused("A percent sign must be followed by two hexadecimal digits");
        }
        return Character.digit(text.charAt(percent + 1), 16) * 16 + Character.digit(text.charAt(percent + 2), 16);
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && text.charAt(at) < 128 && Character.digit(text.charAt(at), 16) >= 0;
    }

    private static String encode(String query) {
        StringBuilder encoded = new StringBuilder(query.length() + 32);
        for (byte value : query.getBytes(StandardCharsets.UTF_8)) {
            if (value >= 0 && QUERY_CHARACTERS[value]) {
                encoded.append((char) value);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit((value >> 4) & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(value & 15, 16)));
            }
        }
        return encoded.toString();
    }

    private static boolean[] characters(String besidesAlphanumeric) {
        boolean[] allowed = new boolean[128];
        for (char c = 0; c < 128; c++) {
            allowed[c] = Character.isLetterOrDigit(c) || besidesAlphanumeric.indexOf(c) >= 0;
        }
        return allowed;
    }

    private static ProblemException tooLong(String why) {
        return new ProblemException(CommonError.URI_TOO_LONG, why);
    }

    private static ProblemException refused(String why) {
        return new ProblemException(CommonError.MALFORMED_REQUEST, why);
    }
}
