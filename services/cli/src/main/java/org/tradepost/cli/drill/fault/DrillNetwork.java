package org.tradepost.cli.drill.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.PortChoice;
import org.tradepost.cli.platform.Topology;

/** All links of a platform under drill, and the topology that sends every process through its own. */
final class DrillNetwork implements AutoCloseable {
    /** What every server of a drill is told: a start is what a drill has most of. */
    private static final Map<String, String> QUICK_START = Map.of(
            "TRADEPOST_WARM_UP", "false",
            "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1",
            // Two replicas of a service share what PostgreSQL has to give.
            "TRADEPOST_DB_POOL", "20");

    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<String, Balancer> balancers = new HashMap<>();
    private final Topology topology;

    /**
     * @param gatewayPort the public one, or null for any
     */
    DrillNetwork(PortChoice choice, Integer gatewayPort) {
        var ports = new TreeMap<String, Integer>();
        var kafkaListeners = new ArrayList<Topology.KafkaListener>();
        var environment = new TreeMap<String, Map<String, String>>();
        try {
            DrillLayout.processes().forEach(process -> ports.put(process, choice.loopback(process)));
            ports.put(Topology.HTTPS, choice.loopback(Topology.HTTPS));
            ports.put(Topology.HTTP, gatewayPort == null ? choice.loopback(Topology.HTTP) : gatewayPort);
            balance(ports);
            for (var process : DrillLayout.servers()) {
                var addresses = new TreeMap<String, Integer>();
                for (var callee : DrillLayout.calls(process)) {
                    var name = DrillLayout.link(process, callee);
                    addresses.put(callee, choice.loopback(name));
                    if (callee.equals(DrillLayout.KAFKA)) {
                        var listener = kafkaListener(process, choice, addresses.get(callee));
                        kafkaListeners.add(listener);
                        add(name, addresses.get(callee), new Balancer(List.of(listener.port())));
                    } else {
                        add(name, addresses.get(callee), balancers.get(callee));
                    }
                }
                environment.put(process, environment(addresses));
            }
        } catch (CommandFailure e) {
            close();
            throw e;
        }
        this.topology = new Topology(DrillLayout.REPLICAS, ports, environment, kafkaListeners);
    }

    private void balance(Map<String, Integer> ports) {
        for (var callee : DrillLayout.callees()) {
            balancers.put(
                    callee,
                    Balancer.watching(DrillLayout.replicas(callee).stream()
                            .map(ports::get)
                            .toList()));
        }
    }

    /** Clients of Kafka go to where the broker says it is: it has to say something else to each of them. */
    private static Topology.KafkaListener kafkaListener(String process, PortChoice choice, int linkPort) {
        return new Topology.KafkaListener(
                process.toUpperCase(Locale.ROOT).replace('-', '_'), choice.loopback("kafka for " + process), linkPort);
    }

    private static Map<String, String> environment(Map<String, Integer> addresses) {
        var all = new TreeMap<>(QUICK_START);
        all.putAll(Topology.addresses(addresses));
        return all;
    }

    private void add(String name, int port, Balancer balancer) {
        links.put(name, new Link(name, port, balancer::order));
    }

    Topology topology() {
        return topology;
    }

    Link link(String name) {
        return Optional.ofNullable(links.get(name))
                .orElseThrow(
                        () -> new CommandFailure("There is no link '" + name + "'; there are " + links.keySet() + "."));
    }

    void openAll() {
        links.values().forEach(Link::open);
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
        balancers.values().forEach(Balancer::close);
    }
}
