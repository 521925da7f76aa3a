package org.tradepost.shared.rest;

import java.util.LinkedHashSet;
import java.util.ServiceLoader;
import java.util.Set;

/** Puts together what a service's JAX-RS application consists of. */
public final class RestFeatures {

    /** Implemented, through {@link ServiceLoader}, by libraries that contribute JAX-RS providers to every service that has them. */
    public interface Contribution {
        Set<Class<?>> providers();
    }

    private RestFeatures() {}

    /** The given resources together with the conventions of this library and of every other one on the class path. */
    public static Set<Class<?>> with(Class<?>... resources) {
        Set<Class<?>> classes = new LinkedHashSet<>(Set.of(
                JsonProvider.class,
                CorrelationFilter.class,
                ProblemMappers.ForProblem.class,
                ProblemMappers.ForViolation.class,
                ProblemMappers.ForJson.class,
                ProblemMappers.ForHttp.class,
                ProblemMappers.ForAnythingElse.class));
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ServiceLoader.load(Contribution.class, loader).forEach(c -> classes.addAll(c.providers()));
        classes.addAll(Set.of(resources));
        return classes;
    }
}
