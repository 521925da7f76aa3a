package org.tradepost.deployment;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where policies deny by default, they let through exactly the connections that the code makes: each service's clients, users for
 * everybody's token keys, its own database, and Kafka for those that have events.
 */
final class NetworkFlows implements Rule {
    private static final Pattern CLIENTS = Pattern.compile("^tradepost\\.clients=(.*)$", Pattern.MULTILINE);
    private static final String KAFKA = "kafka";
    private static final String SERVICE_PORT = "9081";
    /** What pods call their ports. */
    private static final Map<String, String> NAMES = Map.of(SERVICE_PORT, "internal");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        Map<String, Map<String, String>> pods = pods(rendering);
        Set<String> allowed = new TreeSet<>();
        pods.forEach((from, source) -> pods.forEach((to, target) -> {
            if (Repository.SERVICES.contains(from)
                    && lets(rendering, "Egress", source, target, port(to))
                    && lets(rendering, "Ingress", target, source, port(to))) {
                allowed.add(from + " -> " + to);
            }
        }));
        Set<String> made = made();
        Stream<String> denied =
                made.stream().filter(flow -> !allowed.contains(flow)).map(flow -> "the policies deny " + flow);
        Stream<String> idle = allowed.stream()
                .filter(flow -> !made.contains(flow))
                .map(flow -> "the policies allow " + flow + ", which nobody needs");
        return Stream.of(denied, idle, open(rendering)).flatMap(all -> all);
    }

    /** All connections between pods that the code makes. */
    static Set<String> made() {
        Set<String> flows = new TreeSet<>();
        for (String service : Repository.SERVICES) {
            flows.add(service + " -> users");
            Matcher clients = CLIENTS.matcher(Repository.text(Repository.root()
                    .resolve("services/" + service + "/src/main/resources/META-INF/microprofile-config.properties")));
            if (clients.find()) {
                Stream.of(clients.group(1).split(","))
                        .map(client -> client.strip().replace("-internal", ""))
                        .forEach(client -> flows.add(service + " -> " + client));
            }
            if (ServerVariables.needed(service).stream().anyMatch(name -> name.endsWith("_DB_URL"))) {
                flows.add(service + " -> " + service + "-db");
                // Whoever has a database has an outbox in it.
                flows.add(service + " -> " + KAFKA);
            }
        }
        return flows;
    }

    private static Map<String, Map<String, String>> pods(Rendering rendering) {
        Map<String, Map<String, String>> pods = new TreeMap<>();
        // Policies take a canary for what stable is, which Canaries sees to.
        rendering
                .deployments()
                .filter(deployment -> !deployment.isCanary())
                .forEach(deployment -> pods.put(deployment.name(), deployment.podLabels()));
        for (String service : Repository.SERVICES) {
            pods.put(service + "-db", Map.of("cnpg.io/cluster", service + "-db"));
        }
        pods.remove("gateway-db");
        pods.put(KAFKA, Map.of("strimzi.io/cluster", "tradepost"));
        return pods;
    }

    /** Whether a pod may connect (Egress) or be connected (Ingress), as far as policies of that direction select it. */
    private static boolean lets(
            Rendering rendering, String direction, Map<String, String> pod, Map<String, String> peer, String port) {
        var policies = rendering
                .of("NetworkPolicy")
                .filter(policy -> Manifest.each(policy.at("spec/policyTypes"))
                        .anyMatch(type -> type.asText().equals(direction)))
                .filter(policy -> new LabelSelector(policy.at("spec/podSelector")).matches(pod))
                .toList();
        String rules = direction.equals("Egress") ? "spec/egress" : "spec/ingress";
        return policies.isEmpty()
                || policies.stream()
                        .flatMap(policy -> Manifest.each(policy.at(rules)))
                        .filter(rule -> Manifest.each(rule.path("ports"))
                                .map(one -> one.path("port").asText())
                                .anyMatch(one -> one.equals(port)
                                        || NAMES.getOrDefault(port, "").equals(one)))
                        .flatMap(rule -> Manifest.each(rule.path(direction.equals("Egress") ? "to" : "from")))
                        .filter(one -> one.has("podSelector") && !one.has("namespaceSelector"))
                        .anyMatch(one -> new LabelSelector(one.path("podSelector")).matches(peer));
    }

    private static String port(String to) {
        return to.equals(KAFKA) ? "9092" : to.endsWith("-db") ? "5432" : SERVICE_PORT;
    }

    /** A rule without peers or without ports is open to everybody, or for everything. */
    private static Stream<String> open(Rendering rendering) {
        Stream<String> rules = rendering
                .of("NetworkPolicy")
                .filter(policy -> Stream.concat(
                                Manifest.each(policy.at("spec/ingress")), Manifest.each(policy.at("spec/egress")))
                        .anyMatch(rule ->
                                (rule.path("from").isEmpty() && rule.path("to").isEmpty())
                                        || rule.path("ports").isEmpty()))
                .map(policy -> policy.says("has a rule without peers or ports"));
        Stream<String> free = rendering
                .deployments()
                .filter(deployment -> rendering.of("NetworkPolicy").noneMatch(policy -> deniesAll(policy, deployment)))
                .map(deployment -> deployment.says("is not denied by default"));
        return Stream.concat(rules, free);
    }

    private static boolean deniesAll(Manifest policy, Manifest deployment) {
        return policy.at("spec/policyTypes").size() == 2
                && policy.at("spec/ingress").isEmpty()
                && policy.at("spec/egress").isEmpty()
                && new LabelSelector(policy.at("spec/podSelector")).matches(deployment.podLabels());
    }
}
