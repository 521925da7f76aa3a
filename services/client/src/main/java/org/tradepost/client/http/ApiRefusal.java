package org.tradepost.client.http;

/** An answer other than those that were asked for: a problem document (RFC 9457) of the API's, mostly. */
public final class ApiRefusal extends ApiFailure {
    private static final long serialVersionUID = 1L;

    private final transient ApiResponse response;
    private final int status;
    private final String code;

    ApiRefusal(String doing, ApiResponse response) {
        super(doing + " failed: " + response.describe(), null);
        this.response = response;
        this.status = response.status();
        this.code = response.code();
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Why, such as {@code OUT_OF_STOCK}; empty where the answer is no problem document. */
    public String code() {
        return code;
    }

    /** The whole answer; an order that was refused is named by its member {@code orderId}. */
    public ApiResponse response() {
        return response;
    }
}
