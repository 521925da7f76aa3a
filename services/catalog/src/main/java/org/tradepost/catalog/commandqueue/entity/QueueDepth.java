package org.tradepost.catalog.commandqueue.entity;

import java.util.Map;

/**
 * How a queue is.
 *
 * @param commands how many there are of each state, as long as they are kept
 * @param oldestSeconds how long the oldest has waited; 0 when none waits
 */
public record QueueDepth(Map<CommandState, Long> commands, long oldestSeconds) {

    public static final QueueDepth EMPTY = new QueueDepth(Map.of(), 0);

    public long of(CommandState state) {
        return commands.getOrDefault(state, 0L);
    }
}
