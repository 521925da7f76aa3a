package org.tradepost.cli.drill.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.tradepost.cli.drill.fault.DrillPlatform;
import org.tradepost.cli.drill.fault.Fault;
import org.tradepost.cli.drill.fault.FaultKind;

/**
 * Which faults happen when. A pure function of seed, duration and kinds: the same on every machine.
 *
 * <p>Two lanes of faults run beside each other, one of processes and one of connections and events, so that a process dies while
 * something else is cut or slow. Within a lane a fault begins when the one before is over and made good. Each lane goes through
 * its kinds in rounds of random order, and through the targets of each kind likewise, so that nothing comes twice before
 * everything has come once, as far as time allows.
 *
 * @param faults by the time at which they begin
 * @param notRun kinds that do not fit into the duration, with the reason
 */
public record FaultPlan(List<Fault> faults, List<String> notRun) {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final int SHORTEST_GAP_MILLIS = 200;
    private static final int GAPS = 1_000;
    /** Longer than a lease of 15 s and what it takes to notice. */
    private static final int BEYOND_LEASE_MILLIS = 17_000;

    /** What runs one after another. */
    public enum Lane {
        PROCESSES(EnumSet.of(
                FaultKind.KILL, FaultKind.PAUSE, FaultKind.CLOCK, FaultKind.ROLLING_RESTART, FaultKind.DISK_FULL)),
        CONNECTIONS(EnumSet.of(
                FaultKind.CUT, FaultKind.DELAY, FaultKind.RESET, FaultKind.LOST_ANSWER, FaultKind.REDELIVERY));

        private final Set<FaultKind> kinds;

        Lane(Set<FaultKind> kinds) {
            this.kinds = kinds;
        }

        /** Whether a fault of this kind belongs to this lane. */
        public boolean has(FaultKind kind) {
            return kinds.contains(kind);
        }
    }

    /** Draws the plan. */
    public static FaultPlan draw(long seed, Duration duration, Set<FaultKind> kinds) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            // Each lane has randomness of its own: leaving a kind out of one does not change the other.
            faults.addAll(new Drawing(random.split(), duration).draw(lane, kinds));
        }
        faults.sort(Comparator.comparing(Fault::at));
        Set<FaultKind> planned = new HashSet<>();
        faults.forEach(fault -> planned.add(fault.kind()));
        List<String> notRun = kinds.stream()
                .sorted()
                .filter(kind -> !planned.contains(kind))
                .map(kind -> kind + ": does not fit into " + duration.toSeconds() + " s")
                .toList();
        return new FaultPlan(List.copyOf(faults), notRun);
    }

    /** The faults of one lane, in order. */
    public List<Fault> of(Lane lane) {
        return faults.stream().filter(fault -> lane.has(fault.kind())).toList();
    }

    /** One lane being drawn. */
    private static final class Drawing {
        private final SplittableRandom random;
        private final long endMillis;
        private final Map<FaultKind, List<String>> targetsLeft = new EnumMap<>(FaultKind.class);

        Drawing(SplittableRandom random, Duration duration) {
            this.random = random;
            this.endMillis = duration.toMillis();
        }

        List<Fault> draw(Lane lane, Set<FaultKind> kinds) {
            List<FaultKind> all = kinds.stream().filter(lane::has).sorted().toList();
            List<Fault> drawn = new ArrayList<>();
            long at = FIRST.toMillis();
            boolean fits = !all.isEmpty();
            while (fits) {
                fits = false;
                for (FaultKind kind : shuffled(all)) {
                    at += SHORTEST_GAP_MILLIS + random.nextInt(GAPS);
                    String target = nextTarget(kind);
                    long hold = holdMillis(kind, target);
                    long length = hold + DrillPlatform.nominal(kind, target).toMillis();
                    long detail = random.nextLong(1L << 31);
                    if (at + length <= endMillis) {
                        drawn.add(new Fault(kind, target, Duration.ofMillis(at), Duration.ofMillis(hold), detail));
                        at += length;
                        fits = true;
                    }
                }
            }
            return drawn;
        }

        private String nextTarget(FaultKind kind) {
            List<String> left = targetsLeft.computeIfAbsent(kind, k -> new ArrayList<>());
            if (left.isEmpty()) {
                left.addAll(shuffled(DrillPlatform.targets(kind)));
            }
            return left.removeLast();
        }

        private long holdMillis(FaultKind kind, String target) {
            return switch (kind) {
                case KILL -> random.nextInt(2_000);
                // Only orders has leases that run out meanwhile.
                case PAUSE ->
                    target.startsWith("orders") && random.nextBoolean() ? BEYOND_LEASE_MILLIS : between(1_000, 6_000);
                case CLOCK -> between(5_000, 10_000);
                case DISK_FULL -> between(3_000, 6_000);
                case CUT -> between(1_000, 5_000);
                case DELAY -> between(2_000, 6_000);
                case LOST_ANSWER -> between(1_000, 3_000);
                case RESET, REDELIVERY, ROLLING_RESTART -> 0;
            };
        }

        private long between(int least, int most) {
            return least + random.nextInt(most - least);
        }

        private <T> List<T> shuffled(List<T> items) {
            List<T> copy = new ArrayList<>(items);
            for (int i = copy.size() - 1; i > 0; i--) {
                Collections.swap(copy, i, random.nextInt(i + 1));
            }
            return copy;
        }
    }
}
