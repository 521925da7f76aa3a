package org.tradepost.cli.drill.fault;

import java.time.Duration;

/** What faults cost in time, as measured with the whole platform under load on two cores; for planning. */
final class NominalTimes {
    private static final Duration SERVER_START = Duration.ofSeconds(30);
    private static final Duration SERVER_END = Duration.ofSeconds(8);
    private static final Duration POSTGRESQL_START = Duration.ofSeconds(4);
    private static final Duration KAFKA_START = Duration.ofSeconds(25);
    private static final Duration READY_AGAIN = Duration.ofSeconds(3);
    private static final Duration REDELIVERY = Duration.ofSeconds(3);

    private NominalTimes() {}

    static Duration of(FaultKind kind, String target) {
        return switch (kind) {
            case KILL, DISK_FULL -> start(target);
            case PAUSE -> READY_AGAIN;
            case CUT, DELAY, RESET, LOST_ANSWER -> Duration.ZERO;
            case CLOCK -> restart(target).multipliedBy(2);
            case ROLLING_RESTART ->
                DrillLayout.rolled(target).stream().map(NominalTimes::restart).reduce(Duration.ZERO, Duration::plus);
            case REDELIVERY -> REDELIVERY;
        };
    }

    private static Duration restart(String process) {
        return SERVER_END.plus(start(process));
    }

    private static Duration start(String process) {
        return switch (process) {
            case DrillLayout.POSTGRESQL -> POSTGRESQL_START;
            case DrillLayout.KAFKA -> KAFKA_START;
            default -> SERVER_START;
        };
    }
}
