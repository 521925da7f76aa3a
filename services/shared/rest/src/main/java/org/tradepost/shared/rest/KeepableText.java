package org.tradepost.shared.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * Text that every part of the platform can keep as it is. JSON can escape what is no text in UTF-8: half of a surrogate pair, which
 * would become a question mark on its way into the database (RFC 8259, section 8.2); and U+0000, which PostgreSQL cannot store.
 */
final class KeepableText extends StringDeserializer {

    private static final long serialVersionUID = 1L;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = super.deserialize(parser, context);
        if (text != null && !isKeepable(text)) {
            return context.reportInputMismatch(String.class, "U+0000 or half of a surrogate pair");
        }
        return text;
    }

    private static boolean isKeepable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == 0 || Character.isLowSurrogate(at)) {
                return false;
            }
            if (Character.isHighSurrogate(at)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
