package org.tradepost.cli.drill.load;

import java.util.List;

/** Intents with the answers they got, for tests of what is concluded from them. */
public final class Told {
    private Told() {}

    /** An order for 500 that buyer 0 asked for, with these answers. */
    public static Intent order(String marker, Call... answers) {
        return with(Intent.order(0, marker, "key of " + marker, new byte[0], 500), answers);
    }

    public static Intent cancellation(String marker, String order, Call... answers) {
        return with(Intent.cancellation(0, marker, "key of " + marker, order), answers);
    }

    public static Intent refund(String marker, String order, Call... answers) {
        return with(Intent.refund(0, marker, "key of " + marker, order, new byte[0]), answers);
    }

    public static Call confirmed(String order) {
        return call("order", 201, "", Outcome.OK, order, "CONFIRMED", null);
    }

    public static Call pending(String order) {
        return call("order", 202, "", Outcome.OK, order, "PENDING", null);
    }

    public static Call declined(String order) {
        return call("order", 402, "PAYMENT_DECLINED", Outcome.REFUSED, order, "REJECTED", null);
    }

    public static Call refused() {
        return call("order", 503, "SERVICE_UNAVAILABLE", Outcome.REFUSED, null, null, null);
    }

    public static Call unknown() {
        return call("order", 0, "SocketException", Outcome.UNKNOWN, null, null, null);
    }

    public static Call cancelled(String order) {
        return call("cancellation", 200, "", Outcome.OK, order, "CANCELLED", null);
    }

    public static Call refunded(String refund) {
        return call("refund", 201, "", Outcome.OK, null, null, refund);
    }

    public static Call read(int status, String order, String orderStatus) {
        return call("read", status, "", status == 200 ? Outcome.OK : Outcome.REFUSED, order, orderStatus, null);
    }

    public static Call otherBody(int status, String order) {
        return call("other-body", status, "", status < 300 ? Outcome.OK : Outcome.REFUSED, order, null, null);
    }

    private static Intent with(Intent intent, Call... answers) {
        List.of(answers).forEach(intent::add);
        return intent;
    }

    private static Call call(
            String action, int status, String code, Outcome outcome, String order, String orderStatus, String refund) {
        return new Call(0, action, "m", 0, 1, status, code, outcome, order, orderStatus, refund);
    }
}
