package org.tradepost.shared.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * JSON that has one canonical form (RFC 8785). What two readers could understand differently is refused before it is signed or
 * verified: repeated names, numbers that a double cannot hold exactly, halves of surrogate pairs, bytes that are no UTF-8.
 */
public final class CanonicalJson {

    private static final int DEEPEST = 32;
    private static final BigDecimal LARGEST_INTEGER = BigDecimal.valueOf((1L << 53) - 1);
    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(32)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CanonicalJson() {}

    /** @throws SignatureRefused as malformed */
    public static JsonNode parse(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            JsonNode node = STRICT.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw SignatureRefused.malformed("JSON is required");
            }
            check(node);
            return node;
        } catch (CharacterCodingException e) {
            throw SignatureRefused.malformed("The JSON is not UTF-8");
        } catch (JsonProcessingException e) {
            throw SignatureRefused.malformed("The JSON is malformed, repeats a name or is nested too deeply");
        }
    }

    /** The canonical form. Nothing but {@link #parse} needs to be trusted for it. */
    public static byte[] bytes(JsonNode node) {
        check(node);
        try {
            return new JsonCanonicalizer(STRICT.writeValueAsString(node)).getEncodedUTF8();
        } catch (IOException e) {
            throw SignatureRefused.malformed("The JSON has no canonical form");
        }
    }

    private static void check(JsonNode node) {
        if (node.isNumber()) {
            checkNumber(node.decimalValue());
        } else if (node.isTextual()) {
            checkText(node.textValue());
        } else {
            node.fieldNames().forEachRemaining(CanonicalJson::checkText);
            node.forEach(CanonicalJson::check);
        }
    }

    private static void checkNumber(BigDecimal number) {
        double nearest = number.doubleValue();
        boolean exact = Double.isFinite(nearest)
                && (number.stripTrailingZeros().scale() <= 0
                        ? number.abs().compareTo(LARGEST_INTEGER) <= 0
                        : BigDecimal.valueOf(nearest).compareTo(number) == 0);
        if (!exact) {
            throw SignatureRefused.malformed("The JSON has a number that not every reader can hold exactly");
        }
    }

    private static void checkText(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw SignatureRefused.malformed("The JSON has half of a surrogate pair");
        }
    }
}
