package org.tradepost.shared.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.junit.jupiter.api.Test;

class RuntimeDataTest {

    private final Map<String, Object> data = new HashMap<>();

    @Test
    void aProcessSaysWhatItIs() {
        RuntimeData.addTo(new Recorder());
        assertThat(data).containsKeys("java", "threads", "heapUsedMiB");
        assertThat(data).containsEntry("cpus", (long) Runtime.getRuntime().availableProcessors());
        assertThat((Long) data.get("heapMaxMiB")).isPositive();
    }

    /** The build has put its own in. */
    @Test
    void theVersionIsThatOfTheBuild() {
        RuntimeData.addTo(new Recorder());
        assertThat((String) data.get("version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
        if (data.containsKey("commit")) {
            assertThat((String) data.get("commit")).matches("[0-9a-f]{7,64}");
        }
    }

    @Test
    void outsideOpenLibertyThereIsNoExecutorToSpeakOf() {
        RuntimeData.addTo(new Recorder());
        assertThat(data).doesNotContainKey("executorThreads");
    }

    private final class Recorder extends HealthCheckResponseBuilder {

        @Override
        public HealthCheckResponseBuilder name(String name) {
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, String value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, long value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, boolean value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder up() {
            return this;
        }

        @Override
        public HealthCheckResponseBuilder down() {
            return this;
        }

        @Override
        public HealthCheckResponseBuilder status(boolean up) {
            return this;
        }

        @Override
        public HealthCheckResponse build() {
            throw new UnsupportedOperationException();
        }
    }
}
