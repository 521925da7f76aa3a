package org.tradepost.shared.health;

/** Whether something outside the service can be reached. */
public interface DependencyCheck {

    /** E.g. {@code kafka} or {@code catalog}. */
    String name();

    /** Whether the service is set up to use it; what is not has no place in the health data. */
    default boolean configured() {
        return true;
    }

    /** Whether the service's main job fails without it; then its absence shows as unhealthy, otherwise as degraded. */
    boolean critical();

    /** Asked whenever readiness is; together with all others; what takes longer than three seconds counts as unavailable. */
    boolean available();
}
