package org.tradepost.gateway.limits.entity;

/**
 * What one policy leaves to one address, person or key.
 *
 * @param policy the policy
 * @param holder whose budget it is
 */
public record Budget(Policy policy, String holder) {

    /** Unique among all gateways; a changed quota begins a new budget. */
    public String sharedName() {
        Quota quota = policy.quota();
        return "tradepost:limit:" + policy.name() + ':' + quota.requests() + '/'
                + quota.window().toSeconds() + ':' + holder;
    }
}
