package org.tradepost.catalog.commandqueue.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class QueueSettingsTest {

    @Test
    void aQueueHoldsAThousandUnlessItsSizeIsSet() {
        QueueSettings usual = new QueueSettings(config(Map.of()));
        assertThat(usual.sizes()).containsExactly(Map.entry("maintenance", 1000L), Map.entry("stock", 1000L));
        assertThat(usual.stage()).isEqualTo(200);
        QueueSettings own = new QueueSettings(config(Map.of(
                "tradepost.catalog.queues",
                List.of("a-1", "b"),
                "tradepost.catalog.queues.b.size",
                7L,
                "tradepost.catalog.queue-stage",
                3)));
        assertThat(own.sizes()).containsExactly(Map.entry("a-1", 1000L), Map.entry("b", 7L));
        assertThat(own.size("stock")).isEmpty();
        assertThat(own.stage()).isEqualTo(3);
    }

    @Test
    void aWrongSettingIsNamed() {
        assertRefused(Map.of("tradepost.catalog.queues", List.of("Stock")), "tradepost.catalog.queues ");
        assertRefused(Map.of("tradepost.catalog.queues.stock.size", 0L), "tradepost.catalog.queues.stock.size");
        assertRefused(Map.of("tradepost.catalog.queue-stage", 0), "tradepost.catalog.queue-stage");
    }

    private static void assertRefused(Map<String, Object> set, String named) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new QueueSettings(config(set)))
                .withMessageContaining(named);
    }

    private static Config config(Map<String, Object> set) {
        return (Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(set.get((String) arguments[0])));
    }
}
