package org.tradepost.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tradepost.gateway.limits.entity.LimitSettings;
import org.tradepost.shared.settings.Declarations;
import org.tradepost.shared.settings.Setting;
import org.tradepost.shared.settings.ValueType;
import org.tradepost.shared.settings.Values;

/** The declared settings of the gateway; the others are in {@link GatewaySettings}. */
public final class GatewayDeclarations implements Declarations {

    static final Setting<Boolean> CACHE_ENABLED = Setting.live(
            "tradepost.gateway.cache.enabled",
            ValueType.flag(),
            "true",
            "`false`: no answer is kept, each request is asked of its service");
    static final Setting<Long> CACHE_KEEP = Setting.live(
            "tradepost.gateway.cache.keep",
            ValueType.number(1, 3_600_000),
            "500",
            "milliseconds for which an answer that its service calls public is given again without asking; less where the service"
                    + " allows less. Asked for often, it is asked for again after three quarters of that");
    static final Setting<Long> CACHE_BYTES = Setting.atStart(
            "tradepost.gateway.cache.bytes",
            ValueType.number(1, Long.MAX_VALUE),
            "33554432",
            "bytes of all answers that are kept, about");
    static final Setting<String> CLIENT_SECRET = Setting.secret(
            "tradepost.gateway.client.secret", "secret with which the gateway gets its access tokens; required");
    static final Setting<String> REDIS_URL = Setting.secret(
            "tradepost.redis.url",
            "`redis://` or `rediss://`, user and password in it: all gateways share the limits there. While Redis is away each counts"
                    + " for itself");

    /** Of the cache, which are used together. */
    static final List<Setting<?>> CACHE = List.of(CACHE_ENABLED, CACHE_KEEP, CACHE_BYTES);

    /**
     * What is kept of answers for everybody.
     *
     * @param enabled whether any answer is given again
     * @param keep how long it is given again without asking its service; less where that allows less
     * @param bytes of all answers together
     */
    record Cache(boolean enabled, Duration keep, long bytes) {}

    static Cache cache(Values values) {
        return new Cache(values.get(CACHE_ENABLED), Duration.ofMillis(values.get(CACHE_KEEP)), values.get(CACHE_BYTES));
    }

    @Override
    public List<Setting<?>> settings(Function<String, Optional<String>> config) {
        List<Setting<?>> settings = new ArrayList<>(CACHE);
        settings.add(CLIENT_SECRET);
        settings.add(REDIS_URL);
        settings.addAll(LimitSettings.settings(config));
        return settings;
    }
}
