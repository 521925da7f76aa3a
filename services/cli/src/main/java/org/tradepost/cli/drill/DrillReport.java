package org.tradepost.cli.drill;

import java.util.List;
import java.util.Map;
import org.tradepost.cli.verify.VerifyReport.Result;

/**
 * Result of a drill; its components are the members of the JSON output.
 *
 * @param seed gives the same schedule of faults again
 * @param faults how many of each kind there were
 * @param notRun what was asked for and did not happen, with the reason
 * @param ordersAcknowledged orders that some answer promised (201 or 202)
 * @param confirmed orders that were ever confirmed
 * @param rejected orders that came to nothing, without charge and without goods
 * @param needAttention orders that wait for a person; counted apart, they break nothing
 * @param calls what callers were told: ok, refused or nothing (unknown)
 * @param seconds how long load and faults went on
 * @param quietAfterSeconds how long, after the last fault, unfinished work went on
 * @param invariants those of {@code verify}, and those that hold callers' histories against the databases
 * @param ok whether none is broken
 * @param evidence folder with everything that is known about a breach; null when there is none
 */
public record DrillReport(
        long seed,
        Map<String, Long> faults,
        List<String> notRun,
        long ordersAcknowledged,
        long confirmed,
        long rejected,
        long needAttention,
        Map<String, Long> calls,
        long seconds,
        long quietAfterSeconds,
        List<Result> invariants,
        boolean ok,
        String evidence) {

    DrillReport withEvidence(String folder) {
        return new DrillReport(
                seed,
                faults,
                notRun,
                ordersAcknowledged,
                confirmed,
                rejected,
                needAttention,
                calls,
                seconds,
                quietAfterSeconds,
                invariants,
                ok,
                folder);
    }

    /** The report for people. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%nSeed %d: %d s of load and faults, quiet %d s later.%n".formatted(seed, seconds, quietAfterSeconds));
        text.append("%nFaults%n".formatted());
        faults.forEach((kind, count) -> text.append("  %5d  %s%n".formatted(count, kind)));
        notRun.forEach(reason -> text.append("      -  not run: %s%n".formatted(reason)));
        text.append(
                """

                Orders
                  %,9d  acknowledged to their buyers
                  %,9d  confirmed
                  %,9d  rejected, without charge
                  %,9d  need attention

                Calls
                """
                        .formatted(ordersAcknowledged, confirmed, rejected, needAttention));
        calls.forEach((outcome, count) -> text.append("  %,9d  %s%n".formatted(count, outcome)));
        text.append("%nInvariants%n".formatted());
        for (Result result : invariants) {
            text.append("  %-6s %-40s %,10d checked%n"
                    .formatted(result.ok() ? "ok" : "BROKEN", result.name(), result.checked()));
            result.breaches().forEach(breach -> text.append("           %s%n".formatted(breach)));
        }
        text.append(
                ok
                        ? "%nEvery invariant holds: no order was lost, nothing oversold, nobody charged twice.%n"
                                .formatted()
                        : "%nAt least one invariant is BROKEN. What is known about it: %s%n".formatted(evidence));
        return text.toString();
    }
}
