package org.tradepost.gateway.limits.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.control.ClientAddresses;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.limits.control.LocalBuckets;
import org.tradepost.gateway.limits.entity.Budget;
import org.tradepost.gateway.limits.entity.LimitRefusals;
import org.tradepost.gateway.limits.entity.Policy;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.limits.entity.Verdict;

/** Counts the requests of each client address as they arrive, before anything is done for them. */
public final class AddressLimits implements Check {

    private final Supplier<Map<RouteClass, Policy>> policies;
    private final LocalBuckets buckets;
    private final LimitRefusals refusals;

    /** @param policies as they are at the moment */
    public AddressLimits(Supplier<Map<RouteClass, Policy>> policies, LocalBuckets buckets, LimitRefusals refusals) {
        this.policies = policies;
        this.buckets = buckets;
        this.refusals = refusals;
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        RouteClass kind = RouteClass.of(request.getMethod(), exchange.path());
        Policy policy = policies.get().get(kind);
        if (policy == null) {
            return new Outcome.Passed(exchange);
        }
        Budget budget = new Budget(policy, ClientAddresses.limitKey(exchange.clientAddress()));
        List<Verdict> verdicts = List.of(buckets.admit(budget));
        LimitHeaders.require(verdicts, refusals);
        new Counted(kind, List.of(budget), verdicts).attachTo(request);
        return new Outcome.Passed(exchange.answering(LimitHeaders.of(verdicts)));
    }
}
