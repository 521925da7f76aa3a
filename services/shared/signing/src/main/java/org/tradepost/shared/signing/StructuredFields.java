package org.tradepost.shared.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parametrizable;
import org.greenbytes.http.sfv.Parser;

/**
 * Reads dictionaries (RFC 8941, section 3.2) of security fields. By the letter a repeated key silently replaces the first; here it is
 * refused, because two readers might choose differently.
 */
final class StructuredFields {

    static final int LONGEST = 8_192;

    private StructuredFields() {}

    static Map<String, ListElement<?>> dictionary(String field, List<String> values) {
        String combined = String.join(", ", values);
        if (combined.length() > LONGEST) {
            throw SignatureRefused.malformed(field + " is longer than " + LONGEST + " characters");
        }
        Map<String, ListElement<?>> members;
        try {
            members = Parser.parseDictionary(combined).get();
        } catch (IllegalArgumentException e) {
            throw SignatureRefused.malformed(field + " is not a structured dictionary");
        }
        if (members.isEmpty()) {
            throw SignatureRefused.malformed(field + " is empty");
        }
        if (outsideStrings(combined, ',') + 1 != members.size()
                || outsideStrings(combined, ';') != parameters(members.values())) {
            throw SignatureRefused.malformed(field + " repeats a key or a parameter");
        }
        return members;
    }

    private static int parameters(Iterable<ListElement<?>> members) {
        int count = 0;
        for (ListElement<?> member : members) {
            List<Parametrizable<?>> bearers = new ArrayList<>(List.of(member));
            if (member instanceof InnerList list) {
                bearers.addAll(list.get());
            }
            for (Parametrizable<?> bearer : bearers) {
                count += bearer.getParams().size();
            }
        }
        return count;
    }

    private static int outsideStrings(String text, char wanted) {
        int count = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                inString = !inString;
            } else if (inString && c == '\\') {
                i++;
            } else if (!inString && c == wanted) {
                count++;
            }
        }
        return count;
    }
}
