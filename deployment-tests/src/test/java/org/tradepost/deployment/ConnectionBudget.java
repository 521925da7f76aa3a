package org.tradepost.deployment;

import java.util.Map;
import java.util.stream.Stream;

/** A database takes the connections of all replicas that there may be, a canary's too, one more of each during a rollout, and some for people and migrations. */
final class ConnectionBudget implements Rule {
    private static final int DEFAULT_POOL = 40;
    private static final int KEPT_FREE = 20;
    /** A pool each for the ledger and for the bank. */
    private static final Map<String, Integer> POOLS = Map.of("payments", 2);

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return rendering.of("Cluster").flatMap(cluster -> rendering
                .deployments()
                .filter(deployment -> !deployment.isCanary() && cluster.name().equals(deployment.name() + "-db"))
                .filter(deployment -> needed(deployment, rendering)
                        > cluster.at("spec/postgresql/parameters/max_connections")
                                .asInt(100))
                .map(deployment -> cluster.says("has fewer max_connections than " + deployment.name() + " may need, "
                        + needed(deployment, rendering))));
    }

    static int needed(Manifest stable, Rendering rendering) {
        String pool = rendering.environment(stable).getOrDefault("TRADEPOST_DB_POOL", "" + DEFAULT_POOL);
        int replicas = rendering
                .deployments()
                .filter(deployment -> deployment.service().equals(stable.name()))
                .mapToInt(deployment -> Scaling.range(deployment, rendering).most() + 1)
                .sum();
        return replicas * Integer.parseInt(pool) * POOLS.getOrDefault(stable.name(), 1) + KEPT_FREE;
    }
}
