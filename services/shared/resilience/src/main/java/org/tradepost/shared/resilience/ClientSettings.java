package org.tradepost.shared.resilience;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tradepost.shared.resilience.ClientPolicy.BreakerPolicy;
import org.tradepost.shared.settings.Declarations;
import org.tradepost.shared.settings.Setting;
import org.tradepost.shared.settings.ValueType;
import org.tradepost.shared.settings.Values;

/** How each client that a service names in {@code tradepost.clients} is guarded: {@code tradepost.clients.<client>.*}. */
public final class ClientSettings implements Declarations {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final ClientPolicy STANDARD = ClientPolicy.STANDARD;

    @Override
    public List<Setting<?>> settings(Function<String, Optional<String>> config) {
        return names(config).flatMap(client -> of(client).stream()).toList();
    }

    static Stream<String> names(Function<String, Optional<String>> config) {
        return Stream.of(config.apply(Guards.CLIENTS).orElse("").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    /** Those of one client. */
    static List<Setting<?>> of(String client) {
        Of settings = new Of(client);
        return List.of(
                settings.timeOut,
                settings.bulkhead,
                settings.retries,
                settings.firstDelay,
                settings.longestDelay,
                settings.retryPercent,
                settings.retryReserve,
                settings.failures,
                settings.within,
                settings.percent,
                settings.open,
                settings.trials,
                settings.successes);
    }

    /** @throws IllegalArgumentException when the values do not fit together */
    static ClientPolicy policy(String client, Values values) {
        Of of = new Of(client);
        return new ClientPolicy(
                new BreakerPolicy(
                        number(values, of.failures),
                        values.get(of.within),
                        number(values, of.percent),
                        values.get(of.open),
                        number(values, of.trials),
                        number(values, of.successes)),
                number(values, of.bulkhead),
                values.get(of.timeOut),
                number(values, of.retries),
                values.get(of.firstDelay),
                values.get(of.longestDelay),
                number(values, of.retryPercent),
                number(values, of.retryReserve));
    }

    private static int number(Values values, Setting<Long> setting) {
        return Math.toIntExact(values.get(setting));
    }

    private static final class Of {
        private final String prefix;
        final Setting<Duration> timeOut;
        final Setting<Long> bulkhead;
        final Setting<Long> retries;
        final Setting<Duration> firstDelay;
        final Setting<Duration> longestDelay;
        final Setting<Long> retryPercent;
        final Setting<Long> retryReserve;
        final Setting<Long> failures;
        final Setting<Duration> within;
        final Setting<Long> percent;
        final Setting<Duration> open;
        final Setting<Long> trials;
        final Setting<Long> successes;

        Of(String client) {
            BreakerPolicy breaker = STANDARD.breaker();
            prefix = "tradepost.clients." + client + '.';
            timeOut = duration(
                    "time-out",
                    STANDARD.timeOut(),
                    "longest call; less when the caller's deadline is nearer. Not used for requests that the gateway passes on");
            bulkhead = number(
                    "bulkhead",
                    1,
                    STANDARD.bulkhead(),
                    "calls made at once at most; beyond that they are refused at once");
            retries = number("retries", 0, STANDARD.retries(), "how often a call that may be repeated is repeated");
            firstDelay = duration(
                    "first-delay",
                    STANDARD.firstDelay(),
                    "nominal wait before the first repetition, doubled each time");
            longestDelay = duration("longest-delay", STANDARD.longestDelay(), "bound of that wait");
            retryPercent = number("retry-percent", 0, STANDARD.retryPercent(), "repetitions per hundred calls at most");
            retryReserve = Setting.atStart(
                    prefix + "retry-reserve",
                    ValueType.number(0, 100),
                    Integer.toString(STANDARD.retryReserve()),
                    "repetitions allowed before there were any calls (gateway: 20)");
            failures = number("breaker.failures", 1, breaker.failures(), "so many failures in so short a time ...");
            within = duration("breaker.within", breaker.within(), "... open the breaker ...");
            percent = number(
                    "breaker.percent",
                    0,
                    breaker.percent(),
                    "... if they are so many of all calls in that time; 0: however many calls there are (gateway: 50)");
            open = duration("breaker.open", breaker.open(), "how long it stays open");
            trials = number("breaker.trial-calls", 1, breaker.trials(), "calls let through then ...");
            successes = number(
                    "breaker.successes", 1, breaker.successes(), "... and how many successes among them close it");
        }

        private Setting<Duration> duration(String name, Duration standard, String meaning) {
            return Setting.live(
                    prefix + name, ValueType.duration(Duration.ofMillis(1), LONGEST), standard.toString(), meaning);
        }

        private Setting<Long> number(String name, int least, int standard, String meaning) {
            return Setting.live(prefix + name, ValueType.number(least, 1_000_000), Integer.toString(standard), meaning);
        }
    }
}
