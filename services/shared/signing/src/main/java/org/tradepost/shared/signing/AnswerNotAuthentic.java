package org.tradepost.shared.signing;

import java.io.IOException;

/** An answer came that the gateway did not sign, or that does not belong to the request. Whether the request had an effect is unknown. */
public final class AnswerNotAuthentic extends IOException {

    private static final long serialVersionUID = 1L;

    AnswerNotAuthentic(String message, Throwable cause) {
        super(message, cause);
    }
}
