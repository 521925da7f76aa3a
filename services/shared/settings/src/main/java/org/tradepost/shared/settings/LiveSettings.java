package org.tradepost.shared.settings;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.shared.settings.SettingsReport.SourceState;

/** The declared settings of one application: their values, and who is told when they change. */
public final class LiveSettings {

    private static final Logger LOG = Logger.getLogger(LiveSettings.class.getName());

    /** Those who use some settings together. */
    private record Follower<R>(List<Setting<?>> of, Function<Values, R> make, Consumer<R> use) {

        /** @return what is to be used then; throws IllegalArgumentException when the values do not fit together */
        Runnable prepared(Values values) {
            R made = make.apply(values);
            return () -> use.accept(made);
        }
    }

    private final Lookup lookup;
    private final InstantSource clock;
    private final Map<String, SettingInForce<?>> settings = new LinkedHashMap<>();
    private final List<Follower<?>> followers = new ArrayList<>();
    private List<SourceStates> sources = List.of();

    /** Says how the sources are. */
    interface SourceStates {
        List<SourceState> states();
    }

    /** @throws IllegalStateException naming the setting for a value that does not fit, unless its source may be passed over */
    LiveSettings(Lookup lookup, Collection<Setting<?>> declared, InstantSource clock) {
        this.lookup = lookup;
        this.clock = clock;
        for (Setting<?> setting : declared) {
            if (settings.put(setting.name(), SettingInForce.begin(setting, lookup, clock.instant())) != null) {
                throw new IllegalStateException(setting.name() + " is declared twice");
            }
        }
    }

    /** Settings that never change, for those that have no container. */
    public static LiveSettings fixed(Function<String, Optional<String>> properties, Collection<Setting<?>> declared) {
        return new LiveSettings(Lookup.of(properties), declared, InstantSource.system());
    }

    /** All values that are in force. */
    public synchronized Values values() {
        return values(Map.of());
    }

    /** The text of a declared setting, with its default; else nothing. */
    public synchronized Optional<String> text(String name) {
        return Optional.ofNullable(settings.get(name)).map(SettingInForce::text).filter(text -> !text.isEmpty());
    }

    /**
     * Makes something of settings that are used together, and does so again whenever one of them changes. What cannot be made is refused,
     * and the values stay as they were.
     *
     * @param make throws {@link IllegalArgumentException} when the values do not fit together
     * @param use is given what is made after a change; is short, and does not wait
     * @return what to begin with
     * @throws IllegalArgumentException if they do not fit at the start, even without those whose sources may be passed over
     */
    public synchronized <R> R follow(List<Setting<?>> of, Function<Values, R> make, Consumer<R> use) {
        R first;
        try {
            first = make.apply(values());
        } catch (IllegalArgumentException e) {
            of.forEach(setting -> settings.get(setting.name()).passOver(lookup, clock.instant(), e.getMessage()));
            first = make.apply(values());
        }
        followers.add(new Follower<>(List.copyOf(of), make, use));
        return first;
    }

    /** Follows a single setting. */
    public <T> T follow(Setting<T> setting, Consumer<T> use) {
        return follow(List.of(setting), values -> values.get(setting), use);
    }

    /** Looks what the sources say now. */
    synchronized void look() {
        Map<String, Object> changes = new HashMap<>();
        settings.forEach(
                (name, setting) -> setting.look(lookup, clock.instant()).ifPresent(value -> changes.put(name, value)));
        List<Runnable> ready = fitting(changes);
        changes.keySet().forEach(name -> settings.get(name).commit(clock.instant()));
        ready.forEach(LiveSettings::run);
    }

    /** Takes out what does not fit together; then the rest has to be looked at anew. */
    private List<Runnable> fitting(Map<String, Object> changes) {
        List<Runnable> ready = new ArrayList<>();
        for (Follower<?> follower : followers) {
            List<String> concerned = follower.of().stream()
                    .map(Setting::name)
                    .filter(changes::containsKey)
                    .toList();
            if (concerned.isEmpty()) {
                continue;
            }
            try {
                ready.add(follower.prepared(values(changes)));
            } catch (IllegalArgumentException e) {
                concerned.forEach(name -> {
                    settings.get(name).refuse(clock.instant(), e.getMessage());
                    changes.remove(name);
                });
                return fitting(changes);
            }
        }
        return ready;
    }

    private Values values(Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>();
        settings.forEach((name, setting) -> setting.value().ifPresent(value -> all.put(name, value)));
        all.putAll(changes);
        return new Values(all);
    }

    private static void run(Runnable use) {
        try {
            use.run();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "a changed setting could not be put to use", e);
        }
    }

    synchronized void sources(SourceStates states) {
        sources = List.of(states);
    }

    /** All settings as they are; no value of a secret. */
    public synchronized SettingsReport report() {
        return new SettingsReport(
                settings.values().stream()
                        .map(SettingInForce::state)
                        .sorted(Comparator.comparing(SettingsReport.SettingState::name))
                        .toList(),
                sources.stream().flatMap(s -> s.states().stream()).toList());
    }
}
