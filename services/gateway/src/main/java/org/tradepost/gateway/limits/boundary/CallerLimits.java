package org.tradepost.gateway.limits.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.identification.entity.KeyAllowance;
import org.tradepost.gateway.limits.control.LocalBuckets;
import org.tradepost.gateway.limits.control.SharedBuckets;
import org.tradepost.gateway.limits.entity.Budget;
import org.tradepost.gateway.limits.entity.LimitRefusals;
import org.tradepost.gateway.limits.entity.Policy;
import org.tradepost.gateway.limits.entity.Quota;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.limits.entity.Verdict;

/**
 * Counts the requests of each person and key that the gateway has verified, then takes what this process allowed out of the budgets that
 * all gateways share. Must come after the checks that find out who asks: a token nobody has verified is never counted against
 * whom it names.
 */
public final class CallerLimits implements Check {

    private static final String CALLER_COUNTED = CallerLimits.class.getName() + ".counted";
    private static final String SHARED = CallerLimits.class.getName() + ".shared";

    private final Supplier<Map<RouteClass, Policy>> policies;
    private final LocalBuckets people;
    private final LocalBuckets keys;
    private final SharedBuckets shared;
    private final LimitRefusals refusals;

    /** @param policies as they are at the moment */
    public CallerLimits(
            Supplier<Map<RouteClass, Policy>> policies,
            LocalBuckets people,
            LocalBuckets keys,
            SharedBuckets shared,
            LimitRefusals refusals) {
        this.refusals = refusals;
        this.policies = policies;
        this.people = people;
        this.keys = keys;
        this.shared = shared;
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        Counted counted = Counted.of(request);
        if (counted == null) {
            return new Outcome.Passed(exchange);
        }
        if (request.getAttribute(CALLER_COUNTED) == null) {
            counted = counted(request, exchange, counted);
            request.setAttribute(CALLER_COUNTED, Boolean.TRUE);
            counted.attachTo(request);
            LimitHeaders.require(counted.verdicts(), refusals);
            if (shared.available()) {
                List<Budget> budgets = counted.budgets();
                return new Outcome.Pending(() -> request.setAttribute(SHARED, shared.admit(budgets)));
            }
        }
        List<Verdict> verdicts = decisive(request, counted);
        LimitHeaders.require(verdicts, refusals);
        return new Outcome.Passed(exchange.answering(LimitHeaders.of(verdicts)));
    }

    private Counted counted(HttpServletRequest request, Exchange exchange, Counted arrived) {
        List<Budget> budgets = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        Policy policy = policies.get().get(arrived.kind());
        if (policy != null && exchange.caller() != null) {
            Budget budget = new Budget(policy, exchange.caller().userId().toString());
            budgets.add(budget);
            verdicts.add(people.admit(budget));
        }
        if (request.getAttribute(KeyAllowance.class.getName()) instanceof KeyAllowance key) {
            Budget budget = new Budget(new Policy("key", Quota.perMinute(key.requestsPerMinute())), key.keyId());
            budgets.add(budget);
            verdicts.add(keys.admit(budget));
        }
        return budgets.isEmpty() ? arrived : arrived.and(budgets, verdicts);
    }

    /** What all gateways together say, if that could be had. */
    @SuppressWarnings("unchecked")
    private static List<Verdict> decisive(HttpServletRequest request, Counted counted) {
        return request.getAttribute(SHARED) instanceof Optional<?> together && together.isPresent()
                ? (List<Verdict>) together.get()
                : counted.verdicts();
    }
}
