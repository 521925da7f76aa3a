package org.tradepost.gateway.limits.entity;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How much is let through. Without a setting {@link RouteClass} decides, strictly when {@code tradepost.env} is {@code production}.
 *
 * @param address policies by client address ({@code tradepost.gateway.rate-limit.address.<class>})
 * @param user policies by person ({@code tradepost.gateway.rate-limit.user.<class>})
 */
public record LimitSettings(Map<RouteClass, Policy> address, Map<RouteClass, Policy> user) {

    /** Reads the settings from a source of properties. */
    public static LimitSettings from(Function<String, Optional<String>> properties) {
        boolean production =
                properties.apply("tradepost.env").filter("production"::equals).isPresent();
        return new LimitSettings(
                policies("address", properties, RouteClass::perAddress, production),
                policies("user", properties, RouteClass::perUser, production));
    }

    private static Map<RouteClass, Policy> policies(
            String holder,
            Function<String, Optional<String>> properties,
            BiFunction<RouteClass, Boolean, String> otherwise,
            boolean production) {
        Map<RouteClass, Policy> policies = new EnumMap<>(RouteClass.class);
        for (RouteClass kind : RouteClass.values()) {
            String standard = otherwise.apply(kind, production);
            if (!standard.isEmpty()) {
                String setting = "tradepost.gateway.rate-limit." + holder + '.' + kind.label();
                policies.put(kind, policy(holder + '-' + kind.label(), setting, properties.apply(setting), standard));
            }
        }
        return policies;
    }

    private static Policy policy(String name, String setting, Optional<String> given, String standard) {
        try {
            return new Policy(name, Quota.of(given.orElse(standard)));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The setting " + setting + " is " + e.getMessage(), e);
        }
    }
}
