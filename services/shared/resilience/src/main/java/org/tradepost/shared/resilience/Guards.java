package org.tradepost.shared.resilience;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The guards of one service, one for each client that its settings name in {@code tradepost.clients}. */
public final class Guards implements AutoCloseable {

    /** The setting that names the clients, separated by commas. */
    public static final String CLIENTS = "tradepost.clients";

    private final TimeLimit limit = new TimeLimit();
    private final Map<String, Guard> guards = new LinkedHashMap<>();

    private Guards() {}

    /** Guards with the policies that the settings say. */
    public static Guards of(Function<String, Optional<String>> settings) {
        Guards made = of(settings, Guard.Time.REAL);
        Map<Guard, URI> watched = new HashMap<>();
        made.guards.forEach((client, guard) -> settings.apply("tradepost." + client + ".url")
                .ifPresent(url ->
                        watched.put(guard, URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url))));
        if (!watched.isEmpty()) {
            made.limit.every(Lookout.EVERY, new Lookout(watched));
        }
        return made;
    }

    static Guards of(Function<String, Optional<String>> settings, Guard.Time time) {
        Guards made = new Guards();
        String names = settings.apply(CLIENTS).orElse("");
        for (String name : names.split(",")) {
            if (!name.isBlank()) {
                String client = name.strip();
                ClientPolicy policy = ClientPolicy.of(client, ClientPolicy.STANDARD, settings);
                made.guards.put(client, new Guard(client, policy, time, made.limit));
            }
        }
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
