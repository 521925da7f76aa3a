package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ends the process, as abruptly as kill -9, at the point that {@code tradepost.orders.crash-at} names. */
@ApplicationScoped
public class HaltAtCrashPoint implements SagaProbe {
    private static final int KILLED = 137;

    private CrashPoint crashAt;

    @Inject
    void configure(@ConfigProperty(name = "tradepost.orders.crash-at") Optional<String> point) {
        crashAt = point.filter(name -> !name.isBlank()).map(CrashPoint::valueOf).orElse(null);
    }

    @Override
    public void reached(CrashPoint point) {
        if (point == crashAt) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
