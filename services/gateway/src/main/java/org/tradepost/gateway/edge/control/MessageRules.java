package org.tradepost.gateway.edge.control;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** What the head of a request must be like (RFC 9110, RFC 9112), beyond what the container sees to. */
public final class MessageRules {

    private static final Set<String> VERSIONS = Set.of("HTTP/1.1", "HTTP/1.0");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final int LONGEST_TARGET = 8_192;
    private static final int MOST_PARAMETERS = 100;
    private static final int MOST_FIELDS = 100;
    /** Colon, space and line end. */
    private static final int AROUND_FIELD = 4;

    private final int headerBytes;

    /** @param headerBytes of all header fields together, names and line ends included */
    public MessageRules(int headerBytes) {
        this.headerBytes = headerBytes;
    }

    public void checkSize(HttpServletRequest request) {
        String query = request.getQueryString();
        String path = request.getRequestURI();
        int target = (path == null ? 0 : path.length()) + (query == null ? 0 : query.length() + 1);
        if (target > LONGEST_TARGET) {
            throw new ProblemException(
                    CommonError.URI_TOO_LONG, "At most " + LONGEST_TARGET + " bytes are accepted as target");
        }
        if (query != null && query.chars().filter(c -> c == '&').count() >= MOST_PARAMETERS) {
            throw malformed("At most " + MOST_PARAMETERS + " query parameters are accepted");
        }
        long bytes = 0;
        int fields = 0;
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            Enumeration<String> values = request.getHeaders(name);
            while (values.hasMoreElements()) {
                fields++;
                bytes += name.length() + values.nextElement().length() + AROUND_FIELD;
            }
        }
        if (bytes > headerBytes || fields > MOST_FIELDS) {
            throw new ProblemException(
                    CommonError.HEADERS_TOO_LARGE,
                    "At most " + MOST_FIELDS + " header fields of " + headerBytes + " bytes together are accepted");
        }
    }

    /** No value may hold what ends a line or a text elsewhere (RFC 9110, section 5.5). */
    public void checkFields(HttpServletRequest request) {
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            Enumeration<String> values = request.getHeaders(names.nextElement());
            while (values.hasMoreElements()) {
                checkValue(values.nextElement());
            }
        }
    }

    private static void checkValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 127) {
                throw malformed("A header field contains a control character");
            }
        }
    }

    /** Where the body ends must be said once, and clearly (RFC 9112, section 6). */
    public void checkFraming(HttpServletRequest request) {
        if (!VERSIONS.contains(request.getProtocol())) {
            throw malformed("The protocol must be HTTP/1.1");
        }
        List<String> lengths = Collections.list(request.getHeaders("Content-Length"));
        List<String> codings = Collections.list(request.getHeaders("Transfer-Encoding"));
        if (!lengths.isEmpty() && !codings.isEmpty()) {
            throw malformed("Content-Length and Transfer-Encoding must not be used together");
        }
        if (lengths.size() > 1
                || (lengths.size() == 1 && !LENGTH.matcher(lengths.get(0)).matches())) {
            throw malformed("Content-Length must be one decimal number");
        }
        if (codings.size() > 1
                || (codings.size() == 1
                        && !codings.get(0).toLowerCase(Locale.ROOT).equals("chunked"))) {
            throw malformed("The only Transfer-Encoding that is accepted is chunked");
        }
        if (!codings.isEmpty() && request.getProtocol().equals("HTTP/1.0")) {
            throw malformed("HTTP/1.0 has no Transfer-Encoding");
        }
    }

    /** One host, the same in the target where that names one (RFC 9112, section 3.2). */
    public void checkHost(HttpServletRequest request) {
        List<String> hosts = Collections.list(request.getHeaders("Host"));
        if (hosts.isEmpty() && request.getProtocol().equals("HTTP/1.0")) {
            return;
        }
        if (hosts.size() != 1 || !Entrances.isHost(hosts.get(0))) {
            throw malformed("There must be one valid Host header");
        }
        String name = request.getServerName();
        if (name != null && !hosts.get(0).toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
            throw malformed("The target names another host than the Host header");
        }
    }

    private static ProblemException malformed(String why) {
        return new ProblemException(CommonError.MALFORMED_REQUEST, why);
    }
}
