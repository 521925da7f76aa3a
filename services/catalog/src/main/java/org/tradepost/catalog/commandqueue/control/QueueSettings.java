package org.tradepost.catalog.commandqueue.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/** Which queues there are and how much they hold, from configuration. */
@ApplicationScoped
public class QueueSettings {

    private static final String QUEUES = "tradepost.catalog.queues";
    private static final String STAGE = "tradepost.catalog.queue-stage";
    private static final List<String> USUAL = List.of("maintenance", "stock");
    private static final String NAME = "[a-z][a-z0-9-]{0,31}";
    private static final long USUAL_SIZE = 1_000;
    private static final int USUAL_STAGE = 200;

    private final SortedMap<String, Long> sizes;
    private final int stage;

    /** @throws IllegalStateException naming the setting that is wrong */
    @Inject
    public QueueSettings(Config config) {
        SortedMap<String, Long> all = new TreeMap<>();
        for (String name : config.getOptionalValues(QUEUES, String.class).orElse(USUAL)) {
            String size = QUEUES + "." + name + ".size";
            require(name.matches(NAME), QUEUES + " must hold names that match " + NAME);
            all.put(name, config.getOptionalValue(size, Long.class).orElse(USUAL_SIZE));
            require(all.get(name) > 0, size + " must be above 0");
        }
        this.sizes = Collections.unmodifiableSortedMap(all);
        this.stage = config.getOptionalValue(STAGE, Integer.class).orElse(USUAL_STAGE);
        require(stage > 0, STAGE + " must be above 0");
    }

    /** For the container's proxy. */
    protected QueueSettings() {
        this.sizes = null;
        this.stage = 0;
    }

    /** How many commands may wait in each queue. */
    public SortedMap<String, Long> sizes() {
        return sizes;
    }

    /** The size of a queue; nothing when there is no such queue. */
    public OptionalLong size(String queue) {
        Long size = sizes.get(queue);
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** How many producers of a queue may wait for the next group in one process. */
    int stage() {
        return stage;
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalStateException(rule);
        }
    }
}
