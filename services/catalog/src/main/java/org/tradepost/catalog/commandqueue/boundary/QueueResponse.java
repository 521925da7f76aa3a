package org.tradepost.catalog.commandqueue.boundary;

import org.tradepost.catalog.commandqueue.entity.CommandState;
import org.tradepost.catalog.commandqueue.entity.QueueDepth;

/**
 * A queue. What ended is counted for a week.
 *
 * @param id its name
 * @param size how many commands may wait
 * @param oldestSeconds how long the oldest has waited; 0 when none waits
 */
public record QueueResponse(
        String id, long size, long waiting, long oldestSeconds, long done, long failed, long rejected) {

    static QueueResponse of(String name, long size, QueueDepth depth) {
        return new QueueResponse(
                name,
                size,
                depth.of(CommandState.WAITING),
                depth.oldestSeconds(),
                depth.of(CommandState.DONE),
                depth.of(CommandState.FAILED),
                depth.of(CommandState.REJECTED));
    }
}
