package org.tradepost.cli.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tradepost.cli.CommandFailure;

/**
 * What a split platform has beyond the usual one process a service, each called directly: replicas, and addresses that somebody
 * else chose, such as those of proxies.
 *
 * @param replicas how many processes a service has; one where it is not named
 * @param ports where a process listens, by its name; any free port where it is not named
 * @param environment additions to what a process is configured with, by its name, whenever it is started
 * @param kafkaListeners further ways into the broker
 */
public record Topology(
        Map<String, Integer> replicas,
        Map<String, Integer> ports,
        Map<String, Map<String, String>> environment,
        List<KafkaListener> kafkaListeners) {
    /** The names under which {@link #ports} has the gateway's public ones. */
    public static final String HTTP = "gateway-http";

    public static final String HTTPS = "gateway-https";

    private static final Topology USUAL = new Topology(Map.of(), Map.of(), Map.of(), List.of());

    /**
     * A listener of the broker that tells its clients another port to come to.
     *
     * @param name of capital letters, digits and underscores
     */
    public record KafkaListener(String name, int port, int advertisedPort) {}

    public Topology {
        replicas = replicas == null ? Map.of() : Map.copyOf(replicas);
        ports = ports == null ? Map.of() : Map.copyOf(ports);
        environment = environment == null ? Map.of() : Map.copyOf(environment);
        kafkaListeners = kafkaListeners == null ? List.of() : List.copyOf(kafkaListeners);
    }

    /** One process a service, on any free ports. */
    public static Topology usual() {
        return USUAL;
    }

    public static Topology read(Path file) {
        return PrivateJson.read(file, Topology.class)
                .orElseThrow(() -> new CommandFailure(file + " does not exist; it should say what to start."));
    }

    void write(Path file) {
        PrivateJson.write(file, this);
    }

    boolean isUsual() {
        return equals(USUAL);
    }

    /** The names of a service's processes: {@code orders}, {@code orders-2}, and so on. */
    public static List<String> processes(String service, int replicas) {
        var names = new ArrayList<String>();
        names.add(service);
        for (int number = 2; number <= replicas; number++) {
            names.add(service + "-" + number);
        }
        return List.copyOf(names);
    }

    List<String> processes(String service) {
        return processes(service, replicas.getOrDefault(service, 1));
    }

    Map<String, String> environment(String process) {
        return environment.getOrDefault(process, Map.of());
    }

    /**
     * The settings by which a service finds what it calls on the loopback interface.
     *
     * @param portByCallee of {@code postgresql}, {@code kafka} and other services
     */
    public static Map<String, String> addresses(Map<String, Integer> portByCallee) {
        var variables = new TreeMap<String, String>();
        portByCallee.forEach((callee, port) -> {
            switch (callee) {
                case PostgresServer.NAME ->
                    DatabaseLayout.ALL.forEach(
                            layout -> variables.put(layout.environmentPrefix() + "URL", layout.url(port)));
                case KafkaBroker.NAME -> variables.put(ServiceEnvironment.KAFKA, "127.0.0.1:" + port);
                default -> variables.put(ServiceEnvironment.urlVariable(callee), ServiceEnvironment.url(callee, port));
            }
        });
        return variables;
    }

    /** Whether a variable names something outside the platform, which one with a topology of its own has none of. */
    static boolean isExternal(String variable) {
        return variable.matches("TRADEPOST_[A-Z]+_(DB_[A-Z_]+|(REDIS_)?URL)|" + ServiceEnvironment.KAFKA
                + "|TRADEPOST_ISSUER|TRADEPOST_TLS_KEYSTORE.*|TRADEPOST_PUBLIC_HTTPS_PORT");
    }
}
