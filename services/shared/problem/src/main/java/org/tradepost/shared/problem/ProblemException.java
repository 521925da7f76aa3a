package org.tradepost.shared.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal. Being a {@link RuntimeException} it rolls the surrounding JTA transaction back, so that a refused request changes
 * nothing. It carries no stack trace: a refusal is an answer, not a fault.
 */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final transient List<FieldError> errors = new ArrayList<>();

    /**
     * @param code which refusal
     * @param detail what happened this time, safe to show to the caller
     */
    public ProblemException(ErrorCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    /** Adds an extension member (RFC 9457, section 3.2). */
    public ProblemException with(String extension, Object value) {
        extensions.put(extension, value);
        return this;
    }

    /** Adds what is wrong with one field. */
    public ProblemException field(String field, String message) {
        errors.add(new FieldError(field, message));
        return this;
    }

    /** Adds a response header, e.g. {@code Retry-After}. */
    public ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The document to answer with; instance, timestamp and trace id are filled in at the HTTP boundary. */
    public Problem toProblem() {
        return Problem.of(code, getMessage(), List.copyOf(errors), new LinkedHashMap<>(extensions));
    }
}
