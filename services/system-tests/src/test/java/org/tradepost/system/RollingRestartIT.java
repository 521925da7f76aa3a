package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.platform.Platform;
import org.tradepost.system.SteadyOrders.Sample;

/** Every service that has a second replica is restarted, one replica after the other, while orders keep coming. */
@Tag("replicas")
class RollingRestartIT {

    private static final List<String> REPLICAS = List.of("orders", "orders-2", "payments", "payments-2");
    private static final double ORDERS_PER_SECOND = 3;
    /** Until servers that have just started for the first time are up to the load. */
    private static final Duration WARM = Duration.ofSeconds(40);

    private final Platform platform = Deployment.get().platform();

    @Test
    void noRequestFails() {
        try (SteadyOrders orders = new SteadyOrders(ORDERS_PER_SECOND)) {
            orders.until(WARM);
            for (String replica : REPLICAS) {
                platform.terminate(replica);
                platform.start(replica, Map.of());
            }
            long end = orders.millis();
            orders.end();
            List<Sample> all = orders.due(WARM.toMillis(), end);
            System.out.printf("rolling restart: %d orders in %d s%n", all.size(), end / 1_000);
            assertThat(all).extracting(Sample::status).containsOnly(201);
        }
    }
}
