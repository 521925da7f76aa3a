package org.tradepost.cli.verify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Result of a verification; its components are the members of the JSON output.
 *
 * @param ok whether no invariant is broken
 * @param needAttention orders that wait for a person; counted apart, they break nothing
 * @param parked events that wait for a person; likewise
 */
public record VerifyReport(
        boolean ok, List<Result> invariants, @JsonIgnore long needAttention, @JsonIgnore long parked) {
    private static final int SHOWN = 100;

    /**
     * One invariant's result.
     *
     * @param checked how many things were looked at
     * @param breaches the rows that break it; beyond a hundred only their number
     */
    public record Result(String name, boolean ok, long checked, List<String> breaches) {}

    static VerifyReport of(Map<Invariant, Finding> findings, long needAttention, long parked) {
        List<Result> results = findings.entrySet().stream()
                .map(entry -> result(entry.getKey().name(), entry.getValue()))
                .toList();
        return new VerifyReport(results.stream().allMatch(Result::ok), results, needAttention, parked);
    }

    private static Result result(String name, Finding finding) {
        List<String> all = finding.breaches().stream().map(Breach::description).toList();
        List<String> shown = all.size() <= SHOWN
                ? all
                : Stream.concat(all.stream().limit(SHOWN), Stream.of("and " + (all.size() - SHOWN) + " more"))
                        .toList();
        return new Result(name, finding.isClean(), finding.checked(), shown);
    }

    /** The report for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Result result : invariants) {
            text.append("%-6s %-40s %,10d checked%n"
                    .formatted(result.ok() ? "ok" : "BROKEN", result.name(), result.checked()));
            result.breaches()
                    .forEach(breach -> text.append("         ").append(breach).append(System.lineSeparator()));
        }
        if (needAttention > 0) {
            text.append("%,d orders need attention: GET /api/v1/admin/orders?status=NEEDS_ATTENTION%n"
                    .formatted(needAttention));
        }
        if (parked > 0) {
            text.append("%,d events are parked: GET /api/v1/admin/parked-events/users and /orders%n".formatted(parked));
        }
        text.append(ok ? "Every invariant holds.%n".formatted() : "At least one invariant is BROKEN.%n".formatted());
        return text.toString();
    }
}
