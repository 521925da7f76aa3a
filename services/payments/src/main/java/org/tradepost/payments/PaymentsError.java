package org.tradepost.payments;

import org.tradepost.shared.problem.ErrorCode;

/** Every refusal that payments knows besides the common ones. */
public enum PaymentsError implements ErrorCode {
    PAYMENT_DECLINED(402, "The payment was declined"),
    PAYMENT_VOIDED(409, "The payment was voided and will never be charged"),
    REFUND_EXCEEDS_CAPTURED(409, "More would be refunded than was captured"),
    PROVIDER_UNAVAILABLE(503, "The payment provider did not say; ask again");

    private final int status;
    private final String title;

    PaymentsError(int status, String title) {
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
}
