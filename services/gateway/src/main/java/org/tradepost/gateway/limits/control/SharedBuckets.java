package org.tradepost.gateway.limits.control;

import java.util.List;
import java.util.Optional;
import org.tradepost.gateway.limits.entity.Budget;
import org.tradepost.gateway.limits.entity.Verdict;

/** Budgets that all gateways take from. They come on top of the local ones, which alone decide while these cannot be had. */
public interface SharedBuckets {

    /** Each gateway counts for itself. */
    SharedBuckets NONE = new SharedBuckets() {
        @Override
        public boolean available() {
            return false;
        }

        @Override
        public Optional<List<Verdict>> admit(List<Budget> budgets) {
            return Optional.empty();
        }
    };

    /** Whether asking makes sense now. Costs nothing. */
    boolean available();

    /** Takes one request out of each budget, waiting shortly. Nothing when they cannot be had, which is no error. */
    Optional<List<Verdict>> admit(List<Budget> budgets);
}
