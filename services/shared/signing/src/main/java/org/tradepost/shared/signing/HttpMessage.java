package org.tradepost.shared.signing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a signature can cover of a request or an answer.
 *
 * @param method of the request; null for an answer
 * @param scheme {@code http} or {@code https}; null for an answer
 * @param authority host and port as in the {@code Host} header; null for an answer
 * @param path raw path; null for an answer
 * @param query raw query without its question mark; null when there is none
 * @param status of the answer; null for a request
 * @param fields header fields, each with all its values in order; looked up whatever their case
 * @param request what an answer answers; null for a request
 */
public record HttpMessage(
        String method,
        String scheme,
        String authority,
        String path,
        String query,
        Integer status,
        Map<String, List<String>> fields,
        HttpMessage request) {

    public HttpMessage {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, values) ->
                all.computeIfAbsent(name, first -> new ArrayList<>()).addAll(values));
        fields = all;
    }

    public static HttpMessage request(
            String method,
            String scheme,
            String authority,
            String path,
            String query,
            Map<String, List<String>> fields) {
        return new HttpMessage(method, scheme, authority, path, query, null, fields, null);
    }

    public static HttpMessage request(String method, URI target, Map<String, List<String>> fields) {
        String path = target.getRawPath();
        return request(
                method,
                target.getScheme(),
                target.getRawAuthority(),
                path == null || path.isEmpty() ? "/" : path,
                target.getRawQuery(),
                fields);
    }

    public static HttpMessage answer(int status, Map<String, List<String>> fields, HttpMessage request) {
        return new HttpMessage(null, null, null, null, null, status, fields, request);
    }

    boolean isRequest() {
        return status == null;
    }

    /** The values of a field; empty when the message does not have it. */
    public List<String> field(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** The same message with one more field, or other values of one it had. */
    public HttpMessage with(String name, String value) {
        Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(fields);
        more.put(name, List.of(value));
        return new HttpMessage(method, scheme, authority, path, query, status, more, request);
    }

    /** Host in lower case, without the port that the scheme has anyway (RFC 9421, section 2.2.3). */
    String normalisedAuthority() {
        String lower = authority.toLowerCase(Locale.ROOT);
        String usual = "https".equals(scheme) ? ":443" : ":80";
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }

    String requestTarget() {
        return query == null ? path : path + '?' + query;
    }
}
