package org.tradepost.shared.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A problem document (RFC 9457) with Tradepost's members.
 *
 * @param type identifies the kind of problem
 * @param title short summary of the kind
 * @param status HTTP status
 * @param detail what happened this time
 * @param instance path of the request that was refused
 * @param code stable code of the service's error enum
 * @param timestamp when, ISO-8601 in UTC
 * @param traceId W3C trace id under which the logs can be found
 * @param errors what is wrong with single fields; omitted when empty
 * @param extensions further members, e.g. {@code orderId}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        String timestamp,
        String traceId,
        List<FieldError> errors,
        @JsonAnySetter Map<String, Object> extensions) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = errors == null ? List.of() : List.copyOf(errors);
        extensions = extensions == null ? Map.of() : extensions;
    }

    /** A problem whose circumstances (instance, time, trace) are not known yet. */
    public static Problem of(ErrorCode code, String detail, List<FieldError> errors, Map<String, Object> extensions) {
        return new Problem(
                "urn:tradepost:problem:"
                        + code.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                code.title(),
                code.status(),
                detail,
                null,
                code.name(),
                null,
                null,
                errors,
                extensions);
    }

    public static Problem of(ErrorCode code, String detail) {
        return of(code, detail, List.of(), new LinkedHashMap<>());
    }

    /** The same problem, placed in the request it answers. */
    public Problem at(String instance, String timestamp, String traceId) {
        return new Problem(type, title, status, detail, instance, code, timestamp, traceId, errors, extensions);
    }

    @JsonAnyGetter
    @Override
    public Map<String, Object> extensions() {
        return extensions;
    }
}
