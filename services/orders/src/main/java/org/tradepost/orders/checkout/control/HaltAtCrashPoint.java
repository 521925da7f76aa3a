package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.production.Finding;
import org.tradepost.shared.production.ProductionCheck;

/** Ends the process, as abruptly as kill -9, at the point that {@code tradepost.orders.crash-at} names. */
@ApplicationScoped
public class HaltAtCrashPoint implements SagaProbe, ProductionCheck {
    private static final int KILLED = 137;

    private CrashPoint crashAt;

    @Inject
    void configure(@ConfigProperty(name = "tradepost.orders.crash-at") Optional<String> point) {
        crashAt = point.filter(name -> !name.isBlank()).map(CrashPoint::valueOf).orElse(null);
    }

    @Override
    public List<Finding> findings() {
        return crashAt == null
                ? List.of()
                : List.of(new Finding("TRADEPOST_ORDERS_CRASH_AT", "ends the process, for recovery tests"));
    }

    @Override
    public void reached(CrashPoint point) {
        if (point == crashAt) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
