package org.tradepost.shared.signing;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;

/** The text that is signed in place of a message (RFC 9421, section 2.5). */
final class SignatureBase {

    private SignatureBase() {}

    /**
     * Writes it.
     *
     * @param covered the components, with the signature's parameters
     * @throws SignatureRefused when the message lacks a component, or it cannot be told what its value is
     */
    static byte[] of(HttpMessage message, InnerList covered) {
        StringBuilder base = new StringBuilder(512);
        for (Component component : components(covered)) {
            String value = value(message, component);
            if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                throw SignatureRefused.malformed("A component contains a line break");
            }
            base.append(component.identifier()).append(": ").append(value).append('\n');
        }
        base.append("\"@signature-params\": ").append(covered.serialize());
        return base.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static List<Component> components(InnerList covered) {
        List<Component> components = new ArrayList<>();
        for (Item<?> item : covered.get()) {
            if (!(item instanceof org.greenbytes.http.sfv.StringItem name)) {
                throw SignatureRefused.malformed("Covered components must be strings");
            }
            components.add(new Component(name));
        }
        return components;
    }

    private static String value(HttpMessage message, Component component) {
        if (component.ofRequest()) {
            if (message.isRequest()) {
                throw SignatureRefused.malformed("The parameter req is for answers");
            }
            return value(message.request(), component, true);
        }
        return value(message, component, message.isRequest());
    }

    private static String value(HttpMessage message, Component component, boolean request) {
        String name = component.name();
        if (!name.startsWith("@")) {
            return field(message, component);
        }
        if (name.equals("@status") && !request) {
            return message.status().toString();
        }
        if (!request) {
            throw SignatureRefused.malformed("An answer has no " + name);
        }
        return switch (name) {
            case "@method" -> message.method();
            case "@target-uri" -> message.scheme() + "://" + message.normalisedAuthority() + message.requestTarget();
            case "@authority" -> message.normalisedAuthority();
            case "@scheme" -> message.scheme();
            case "@request-target" -> message.requestTarget();
            case "@path" -> message.path();
            case "@query" -> '?' + (message.query() == null ? "" : message.query());
            case "@query-param" -> queryParameter(message, component.queryParameter());
            default -> throw SignatureRefused.malformed("The component " + name + " is not known");
        };
    }

    private static String field(HttpMessage message, Component component) {
        List<String> values = message.field(component.name());
        if (values.isEmpty()) {
            throw SignatureRefused.incomplete("The signature covers " + component.name() + ", which is not there");
        }
        String combined = String.join(", ", values.stream().map(String::strip).toList());
        return component.member() == null ? combined : member(combined, component);
    }

    private static String member(String dictionary, Component component) {
        try {
            ListElement<?> member = Parser.parseDictionary(dictionary).get().get(component.member());
            if (member == null) {
                throw SignatureRefused.incomplete(
                        "The signature covers a member of " + component.name() + ", which is not there");
            }
            return member.serialize();
        } catch (IllegalArgumentException e) {
            throw SignatureRefused.malformed("The field " + component.name() + " is not a dictionary");
        }
    }

    /** Decoded and encoded anew, so that spelling does not matter; one that is there twice cannot be covered (section 2.2.8). */
    private static String queryParameter(HttpMessage message, String encodedName) {
        String found = null;
        for (String pair : (message.query() == null ? "" : message.query()).split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!encodedAnew(name).equals(encodedName)) {
                continue;
            }
            if (found != null) {
                throw SignatureRefused.malformed("A covered query parameter is there twice");
            }
            found = encodedAnew(equals < 0 ? "" : pair.substring(equals + 1));
        }
        if (found == null) {
            throw SignatureRefused.incomplete("The signature covers a query parameter that is not there");
        }
        return found;
    }

    private static String encodedAnew(String encoded) {
        try {
            return URLEncoder.encode(URLDecoder.decode(encoded, StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                    .replace("+", "%20");
        } catch (IllegalArgumentException e) {
            throw SignatureRefused.malformed("The query cannot be decoded");
        }
    }
}
