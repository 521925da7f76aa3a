package org.tradepost.shared.cache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tradepost.shared.settings.Declarations;
import org.tradepost.shared.settings.Setting;
import org.tradepost.shared.settings.ValueType;
import org.tradepost.shared.settings.Values;

/** How long a service keeps in memory what it reads, and how much of it. Both times follow a change, the size is for the next start. */
public class CacheDeclarations implements Declarations {

    private static final ValueType<Duration> LIFE = ValueType.duration(Duration.ofMillis(1), Duration.ofHours(1));

    private final Setting<Duration> timeToLive;
    private final Setting<Duration> absent;
    private final Setting<Long> bytes;

    /**
     * @param service whose settings they are
     * @param kept what an entry is, such as product
     * @param bytes of all entries together, about, unless set otherwise
     */
    protected CacheDeclarations(String service, String kept, long bytes) {
        String prefix = "tradepost." + service + ".cache.";
        this.timeToLive = Setting.live(
                prefix + "ttl",
                LIFE,
                "PT5M",
                "after which each " + kept + " that is kept in memory is read again, whatever happened");
        this.absent = Setting.live(
                prefix + "absent-ttl",
                LIFE,
                "PT30S",
                "the same for the knowledge that there is no such " + kept + "; at most the former");
        this.bytes = Setting.atStart(
                prefix + "bytes",
                ValueType.number(1, Long.MAX_VALUE),
                Long.toString(bytes),
                "bytes of each " + kept + " that is kept, all together, about");
    }

    public List<Setting<?>> all() {
        return List.of(timeToLive, absent, bytes);
    }

    @Override
    public List<Setting<?>> settings(Function<String, Optional<String>> config) {
        return all();
    }

    /** @throws IllegalArgumentException when absence would be known for longer than presence */
    public ReadThroughCache.Settings of(Values values) {
        return new ReadThroughCache.Settings(values.get(timeToLive), values.get(absent), values.get(bytes));
    }
}
