package org.tradepost.users.account.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.settings.Declarations;
import org.tradepost.shared.settings.Setting;
import org.tradepost.shared.settings.ValueType;
import org.tradepost.shared.settings.Values;

/** How long accounts are kept in memory, and how many. */
public final class AccountCacheSettings implements Declarations {

    private static final ValueType<Duration> LIFE = ValueType.duration(Duration.ofMillis(1), Duration.ofHours(1));

    private static final Setting<Duration> TIME_TO_LIVE = Setting.live(
            "tradepost.users.cache.ttl",
            LIFE,
            "PT5M",
            "after which an account that is kept in memory is read again, whatever happened");
    private static final Setting<Duration> ABSENT = Setting.live(
            "tradepost.users.cache.absent-ttl",
            LIFE,
            "PT30S",
            "the same for the knowledge that there is no such account; at most the former");
    private static final Setting<Long> BYTES = Setting.atStart(
            "tradepost.users.cache.bytes",
            ValueType.number(1, Long.MAX_VALUE),
            "8388608",
            "bytes of all accounts that are kept, about");

    static final List<Setting<?>> ALL = List.of(TIME_TO_LIVE, ABSENT, BYTES);

    @Override
    public List<Setting<?>> settings(Function<String, Optional<String>> config) {
        return ALL;
    }

    /** @throws IllegalArgumentException when absence would be known for longer than presence */
    static ReadThroughCache.Settings of(Values values) {
        return new ReadThroughCache.Settings(values.get(TIME_TO_LIVE), values.get(ABSENT), values.get(BYTES));
    }
}
