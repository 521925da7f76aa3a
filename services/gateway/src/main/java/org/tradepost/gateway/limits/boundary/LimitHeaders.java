package org.tradepost.gateway.limits.boundary;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tradepost.gateway.limits.entity.LimitRefusals;
import org.tradepost.gateway.limits.entity.Policy;
import org.tradepost.gateway.limits.entity.Verdict;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Tells a client what is left to it (draft-ietf-httpapi-ratelimit-headers): all policies that count for the request, in one list. */
final class LimitHeaders {

    private LimitHeaders() {}

    static Map<String, String> of(List<Verdict> verdicts) {
        if (verdicts.size() == 1) {
            Verdict only = verdicts.get(0);
            return Map.of(
                    "RateLimit", only.state(), "RateLimit-Policy", only.policy().description());
        }
        return Map.of(
                "RateLimit", verdicts.stream().map(Verdict::state).collect(Collectors.joining(", ")),
                "RateLimit-Policy",
                        verdicts.stream()
                                .map(Verdict::policy)
                                .map(Policy::description)
                                .collect(Collectors.joining(", ")));
    }

    /**
     * @param refusals counts the request if it is refused
     * @throws ProblemException 429 when a budget is used up
     */
    static void require(List<Verdict> verdicts, LimitRefusals refusals) {
        List<Verdict> refused =
                verdicts.stream().filter(verdict -> !verdict.allowed()).toList();
        if (refused.isEmpty()) {
            return;
        }
        refusals.count(refused);
        long wait = refused.stream().mapToLong(Verdict::resetSeconds).max().orElseThrow();
        ProblemException refusal = new ProblemException(
                        CommonError.RATE_LIMITED, "Too many requests; try again in " + wait + " s")
                .with(
                        "violated-policies",
                        refused.stream().map(verdict -> verdict.policy().name()).toList())
                .header("Retry-After", Long.toString(wait));
        of(verdicts).forEach(refusal::header);
        throw refusal;
    }
}
