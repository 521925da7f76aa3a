package org.tradepost.gateway.limits.entity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.tradepost.shared.settings.Setting;
import org.tradepost.shared.settings.ValueType;
import org.tradepost.shared.settings.Values;

/**
 * How much is let through. Without a setting {@link RouteClass} decides, strictly when {@code tradepost.env} is {@code production}.
 *
 * @param address policies by client address ({@code tradepost.gateway.rate-limit.address.<class>})
 * @param user policies by person ({@code tradepost.gateway.rate-limit.user.<class>})
 */
public record LimitSettings(Map<RouteClass, Policy> address, Map<RouteClass, Policy> user) {

    private static final ValueType<Quota> QUOTA = ValueType.of("such as `100/s`, `5/min`, `10/h`", Quota::of);

    /** By whom requests are counted. */
    private enum Holder {
        ADDRESS("address", "one client address (an IPv6 /64 counts as one)", RouteClass::perAddress),
        USER("user", "one person", RouteClass::perUser);

        private final String label;
        private final String words;
        private final BiFunction<RouteClass, Boolean, String> standard;

        Holder(String label, String words, BiFunction<RouteClass, Boolean, String> standard) {
            this.label = label;
            this.words = words;
            this.standard = standard;
        }

        Map<RouteClass, Setting<Quota>> settings(boolean production) {
            Map<RouteClass, Setting<Quota>> settings = new EnumMap<>(RouteClass.class);
            for (RouteClass kind : RouteClass.values()) {
                String otherwise = standard.apply(kind, production);
                if (!otherwise.isEmpty()) {
                    settings.put(
                            kind,
                            Setting.live(
                                    "tradepost.gateway.rate-limit." + label + '.' + kind.label(),
                                    QUOTA,
                                    otherwise,
                                    "requests of kind `" + kind.label() + "` allowed to " + words + "; in production "
                                            + standard.apply(kind, true)));
                }
            }
            return settings;
        }

        Map<RouteClass, Policy> policies(Values values) {
            Map<RouteClass, Policy> policies = new EnumMap<>(RouteClass.class);
            // The defaults are among the values, so it does not matter here whose they are.
            settings(false)
                    .forEach((kind, setting) ->
                            policies.put(kind, new Policy(label + '-' + kind.label(), values.get(setting))));
            return policies;
        }
    }

    /** The settings that there are; their defaults depend on {@code tradepost.env}. */
    public static List<Setting<?>> settings(Function<String, Optional<String>> config) {
        boolean production =
                config.apply("tradepost.env").filter("production"::equals).isPresent();
        List<Setting<?>> settings = new ArrayList<>();
        for (Holder holder : Holder.values()) {
            settings.addAll(holder.settings(production).values());
        }
        return settings;
    }

    public static LimitSettings of(Values values) {
        return new LimitSettings(Holder.ADDRESS.policies(values), Holder.USER.policies(values));
    }
}
