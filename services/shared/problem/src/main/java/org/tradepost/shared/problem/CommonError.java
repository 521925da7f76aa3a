package org.tradepost.shared.problem;

/** Refusals that mean the same in every service. */
public enum CommonError implements ErrorCode {
    MALFORMED_REQUEST(400, "The request cannot be understood"),
    IDEMPOTENCY_KEY_MISSING(400, "An Idempotency-Key header is required"),
    UNAUTHORIZED(401, "A valid access token is required"),
    /** Said by one service to another: not to it, but to the caller it works for. */
    CALLER_REFUSED(401, "The caller's credentials are not valid any more"),
    FORBIDDEN(403, "Not permitted"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    CONFLICT(409, "The request conflicts with the current state"),
    REQUEST_IN_FLIGHT(409, "A request with this Idempotency-Key is still being processed"),
    PRECONDITION_FAILED(412, "The resource has changed since it was read"),
    PAYLOAD_TOO_LARGE(413, "The request body is too large"),
    URI_TOO_LONG(414, "The request target is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    MISDIRECTED_REQUEST(421, "This host is not served here"),
    VALIDATION_ERROR(422, "The request is well-formed but not valid"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for a different request"),
    PRECONDITION_REQUIRED(428, "An If-Match header is required"),
    RATE_LIMITED(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "The request header is too large"),
    INTERNAL_ERROR(500, "Internal error"),
    BAD_GATEWAY(502, "An upstream service failed"),
    SERVICE_UNAVAILABLE(503, "Temporarily unavailable"),
    GATEWAY_TIMEOUT(504, "An upstream service did not answer in time");

    private final int status;
    private final String title;

    CommonError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    /** The common error for a status that the HTTP runtime itself answered with. */
    public static CommonError ofStatus(int status) {
        return switch (status) {
            case 400 -> MALFORMED_REQUEST;
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 409 -> CONFLICT;
            case 412 -> PRECONDITION_FAILED;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 421 -> MISDIRECTED_REQUEST;
            case 422 -> VALIDATION_ERROR;
            case 428 -> PRECONDITION_REQUIRED;
            case 429 -> RATE_LIMITED;
            case 431 -> HEADERS_TOO_LARGE;
            case 502 -> BAD_GATEWAY;
            case 503 -> SERVICE_UNAVAILABLE;
            case 504 -> GATEWAY_TIMEOUT;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }
}
