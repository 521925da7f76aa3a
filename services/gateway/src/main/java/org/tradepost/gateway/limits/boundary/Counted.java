package org.tradepost.gateway.limits.boundary;

import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.tradepost.gateway.limits.entity.Budget;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.limits.entity.Verdict;

/**
 * What was counted of a request in this process, so that nothing is counted twice when its checks run again.
 *
 * @param kind of the request
 * @param budgets what it was taken from
 * @param verdicts what was left, in the same order
 */
record Counted(RouteClass kind, List<Budget> budgets, List<Verdict> verdicts) {

    private static final String ATTRIBUTE = Counted.class.getName();

    static Counted of(ServletRequest request) {
        return (Counted) request.getAttribute(ATTRIBUTE);
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    Counted and(List<Budget> moreBudgets, List<Verdict> moreVerdicts) {
        return new Counted(
                kind,
                Stream.concat(budgets.stream(), moreBudgets.stream()).toList(),
                Stream.concat(verdicts.stream(), moreVerdicts.stream()).toList());
    }
}
