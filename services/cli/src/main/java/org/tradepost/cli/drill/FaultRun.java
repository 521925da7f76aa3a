package org.tradepost.cli.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tradepost.cli.client.Workers;
import org.tradepost.cli.drill.fault.DrillPlatform;
import org.tradepost.cli.drill.fault.Fault;
import org.tradepost.cli.drill.plan.FaultPlan;
import org.tradepost.client.http.Persistence;

/** Inflicts the faults of a plan, each lane in a thread of its own. */
final class FaultRun {
    private final DrillPlatform platform;
    private final FaultPlan plan;
    private final Duration duration;
    private final Consumer<String> note;
    private final List<Inflicted> inflicted = Collections.synchronizedList(new ArrayList<>());
    private final List<String> notRun = Collections.synchronizedList(new ArrayList<>());

    /**
     * A fault that happened.
     *
     * @param beganMillis since the drill's start
     * @param recoveredMillis when everything it concerned was ready again
     */
    record Inflicted(String kind, String target, long beganMillis, long holdMillis, long recoveredMillis) {}

    FaultRun(DrillPlatform platform, FaultPlan plan, Duration duration, Consumer<String> note) {
        this.platform = platform;
        this.plan = plan;
        this.duration = duration;
        this.note = note;
        notRun.addAll(plan.notRun());
    }

    /** Runs the whole plan from now on; returns when the last fault is made good and the time is over. */
    void run() {
        long start = System.nanoTime();
        List<FaultPlan.Lane> lanes = List.of(FaultPlan.Lane.values());
        Workers.forEach(lanes.size(), lanes, lane -> plan.of(lane).forEach(fault -> inflict(fault, start)));
        awaitTime(start, duration);
    }

    private void inflict(Fault fault, long start) {
        var impossible = DrillPlatform.impossible(fault.kind());
        if (impossible.isPresent()) {
            addOnce(fault.kind() + ": " + impossible.get());
            return;
        }
        awaitTime(start, fault.at());
        long began = millisSince(start);
        if (began >= duration.toMillis()) {
            addOnce(fault.kind() + " " + fault.target() + ": those before it took longer than planned");
            return;
        }
        note.accept("%3d s  %s %s%s"
                .formatted(
                        began / 1000,
                        fault.kind(),
                        fault.target(),
                        fault.hold().isZero() ? "" : " for " + fault.hold().toMillis() + " ms"));
        platform.inflict(fault);
        long recovered = millisSince(start);
        inflicted.add(new Inflicted(
                fault.kind().toString(), fault.target(), began, fault.hold().toMillis(), recovered));
        if (FaultPlan.Lane.PROCESSES.has(fault.kind())) {
            note.accept("%3d s  %s %s is over".formatted(recovered / 1000, fault.kind(), fault.target()));
        }
    }

    private void addOnce(String reason) {
        synchronized (notRun) {
            if (!notRun.contains(reason)) {
                notRun.add(reason);
            }
        }
    }

    private static void awaitTime(long start, Duration time) {
        long left = time.toMillis() - millisSince(start);
        while (left > 0) {
            Persistence.pause(left);
            left = time.toMillis() - millisSince(start);
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    List<Inflicted> inflicted() {
        return List.copyOf(inflicted);
    }

    /** How many of each kind there were. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        inflicted().forEach(fault -> counts.merge(fault.kind(), 1L, Long::sum));
        return counts;
    }

    List<String> notRun() {
        return List.copyOf(notRun);
    }
}
