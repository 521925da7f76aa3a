package org.tradepost.cli.drill.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tradepost.cli.platform.Topology;

/** Which processes the platform under drill has, and who calls whom. Always in the same order: plans are drawn from it. */
final class DrillLayout {
    static final String POSTGRESQL = "postgresql";
    static final String KAFKA = "kafka";
    /** The rolling restart of every service. */
    static final String ALL = "all";
    /** Replicas by service. */
    static final Map<String, Integer> REPLICAS = Map.of("orders", 2, "payments", 2);

    private static final List<String> SERVICES = List.of("users", "catalog", "payments", "orders", "gateway");
    /** What each service connects to. */
    private static final Map<String, List<String>> CALLS = Map.of(
            "gateway", List.of("users", "catalog", "orders", "payments"),
            "users", List.of("orders", "payments", POSTGRESQL, KAFKA),
            "catalog", List.of("users", POSTGRESQL, KAFKA),
            "payments", List.of("users", POSTGRESQL, KAFKA),
            "orders", List.of("users", "catalog", "payments", POSTGRESQL, KAFKA));

    private DrillLayout() {}

    /** The service of every Liberty process, by process. */
    static Map<String, String> serviceByProcess() {
        var all = new LinkedHashMap<String, String>();
        for (var service : SERVICES) {
            replicas(service).forEach(process -> all.put(process, service));
        }
        return all;
    }

    /** The processes of a service, or the one process of that name. */
    static List<String> replicas(String service) {
        return Topology.processes(service, REPLICAS.getOrDefault(service, 1));
    }

    static List<String> servers() {
        return List.copyOf(serviceByProcess().keySet());
    }

    static List<String> processes() {
        var all = new ArrayList<>(servers());
        all.add(POSTGRESQL);
        all.add(KAFKA);
        return List.copyOf(all);
    }

    /** What a process connects to. */
    static List<String> calls(String process) {
        return CALLS.get(serviceByProcess().get(process));
    }

    static List<String> links() {
        return servers().stream()
                .flatMap(from -> calls(from).stream().map(to -> link(from, to)))
                .toList();
    }

    /** What somebody connects to. */
    static List<String> callees() {
        return List.of("users", "catalog", "payments", "orders", POSTGRESQL, KAFKA);
    }

    static String link(String from, String to) {
        return from + ">" + to;
    }

    static List<String> rollingRestarts() {
        var all = new ArrayList<>(SERVICES);
        all.add(ALL);
        return List.copyOf(all);
    }

    /** The processes that a rolling restart concerns, in its order. */
    static List<String> rolled(String target) {
        return target.equals(ALL) ? servers() : replicas(target);
    }
}
