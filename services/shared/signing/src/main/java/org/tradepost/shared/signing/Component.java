package org.tradepost.shared.signing;

import java.util.Locale;
import java.util.Set;
import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;

/**
 * One covered component: its identifier (RFC 9421, section 2) as a structured item.
 *
 * @param item name and parameters
 */
record Component(StringItem item) {

    private static final Set<String> KNOWN_PARAMETERS = Set.of("req", "key", "name");

    Component {
        String name = item.get();
        if (name.isEmpty() || !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw SignatureRefused.malformed("A component's name must be in lower case");
        }
        item.getParams().forEach((parameter, value) -> {
            if (!KNOWN_PARAMETERS.contains(parameter)) {
                throw SignatureRefused.malformed("The component parameter " + parameter + " is not supported");
            }
            boolean rightType = parameter.equals("req")
                    ? value instanceof BooleanItem flag && flag.get()
                    : value instanceof StringItem;
            if (!rightType) {
                throw SignatureRefused.malformed("The component parameter " + parameter + " has the wrong type");
            }
        });
        if (name.startsWith("@") && text(item, "key") != null) {
            throw SignatureRefused.malformed("Only a field has members");
        }
        if (name.equals("@query-param") == (text(item, "name") == null)) {
            throw SignatureRefused.malformed("The parameter name belongs to @query-param, which needs it");
        }
    }

    /** An identifier as it is written, with or without quotes around a bare name: {@code "@method";req} or {@code @method}. */
    static Component parse(String identifier) {
        String written = identifier.startsWith("\"") ? identifier : '"' + identifier + '"';
        return new Component((StringItem) Parser.parseItem(written));
    }

    String name() {
        return item.get();
    }

    String identifier() {
        return item.serialize();
    }

    /** Whether it is the request's, while an answer is signed (section 2.4). */
    boolean ofRequest() {
        return item.getParams().containsKey("req");
    }

    /** The member of a dictionary field (section 2.1.2); null for the whole field. */
    String member() {
        return text(item, "key");
    }

    String queryParameter() {
        return text(item, "name");
    }

    private static String text(StringItem item, String parameter) {
        return item.getParams().get(parameter) instanceof StringItem value ? value.get() : null;
    }
}
