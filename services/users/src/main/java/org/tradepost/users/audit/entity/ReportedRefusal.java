package org.tradepost.users.audit.entity;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A refusal that the gateway gave before any service was asked.
 *
 * @param action its name in the audit log
 * @param code as the caller was told it
 * @param actor id of the user or client who was authenticated otherwise; null for nobody
 * @param client id of the client that the actor used; null for none
 * @param keyId the signing key that was named; null for none
 * @param address where it came from
 */
public record ReportedRefusal(
        Instant time,
        String action,
        String code,
        String actor,
        String client,
        UUID keyId,
        String address,
        String requestId,
        String traceId) {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]{1,63}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:\\-]{1,128}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException when something is missing, or may be free text, which could be personal data or a secret */
    public ReportedRefusal {
        if (time == null || action == null) {
            throw new IllegalArgumentException("time and action are required");
        }
        require("code", CODE, code);
        require("address", ADDRESS, address);
        require("requestId", ID, requestId);
        require("traceId", TRACE, traceId);
        if (actor != null) {
            require("actor", ID, actor);
        }
        if (client != null) {
            require("client", ID, client);
        }
    }

    private static void require(String name, Pattern shape, String value) {
        if (value == null || !shape.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " is missing or not of its form");
        }
    }
}
