package org.tradepost.shared.resilience;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tradepost.shared.settings.LiveSettings;

/** The guards of one service, one for each client that its settings name in {@code tradepost.clients}. */
public final class Guards implements AutoCloseable {

    /** The setting that names the clients, separated by commas. */
    public static final String CLIENTS = "tradepost.clients";

    private final TimeLimit limit = new TimeLimit();
    private final Map<String, Guard> guards = new LinkedHashMap<>();

    private Guards() {}

    /** Guards with policies from properties, which do not change. */
    public static Guards of(Function<String, Optional<String>> properties) {
        return of(properties, fixed(properties));
    }

    /** Guards that do what the settings say, as they change. */
    static Guards of(Function<String, Optional<String>> properties, LiveSettings settings) {
        Guards made = of(properties, settings, Guard.Time.REAL);
        Map<Guard, URI> watched = new HashMap<>();
        made.guards.forEach((client, guard) -> properties
                .apply("tradepost." + client + ".url")
                .ifPresent(url ->
                        watched.put(guard, URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url))));
        if (!watched.isEmpty()) {
            made.limit.every(Lookout.EVERY, new Lookout(watched));
        }
        return made;
    }

    static Guards of(Function<String, Optional<String>> properties, Guard.Time time) {
        return of(properties, fixed(properties), time);
    }

    private static LiveSettings fixed(Function<String, Optional<String>> properties) {
        return LiveSettings.fixed(properties, new ClientSettings().settings(properties));
    }

    private static Guards of(Function<String, Optional<String>> properties, LiveSettings settings, Guard.Time time) {
        Guards made = new Guards();
        ClientSettings.names(properties).forEach(client -> {
            ClientPolicy policy = settings.follow(
                    ClientSettings.of(client),
                    values -> ClientSettings.policy(client, values),
                    changed -> made.of(client).use(changed));
            made.guards.put(client, new Guard(client, policy, time, made.limit));
        });
        return made;
    }

    /** @throws IllegalArgumentException if the settings name no such client */
    public Guard of(String client) {
        Guard guard = guards.get(client);
        if (guard == null) {
            throw new IllegalArgumentException(CLIENTS + " does not name " + client);
        }
        return guard;
    }

    /** The guard of a client, if the settings name it. */
    public Optional<Guard> find(String client) {
        return Optional.ofNullable(guards.get(client));
    }

    public List<Guard> all() {
        return List.copyOf(guards.values());
    }

    public List<GuardReport> reports() {
        return guards.values().stream().map(Guard::report).toList();
    }

    @Override
    public void close() {
        limit.close();
    }
}
