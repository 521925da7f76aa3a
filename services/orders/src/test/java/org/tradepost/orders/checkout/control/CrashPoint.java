package org.tradepost.orders.checkout.control;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tradepost.orders.checkout.entity.SagaStep;

/** A moment at which a crash is most awkward: around an effect of a saga's step, or behind its record. */
record CrashPoint(SagaStep step, Moment moment) {

    enum Moment {
        BEFORE_EFFECT,
        AFTER_EFFECT,
        RECORDED
    }

    static Stream<CrashPoint> of(SagaStep[] steps) {
        return Arrays.stream(steps)
                .flatMap(step -> Stream.of(Moment.values()).map(moment -> new CrashPoint(step, moment)));
    }

    /** All of a checkout. */
    static List<CrashPoint> ofCheckout() {
        return Stream.concat(of(SagaStep.Forward.values()), of(SagaStep.Compensating.values()))
                .toList();
    }
}
