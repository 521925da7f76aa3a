package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tradepost.deployment.Containerfile.Instruction;
import org.tradepost.deployment.Containerfile.Stage;

/** What the images have to be so that the Deployments can run them, and so that a release can be trusted. */
record ImageRules(Containerfile file, Rendering base) {
    private static final Pattern SECRET = Pattern.compile("(?i).*(secret|password|passwd|token|credential|_key).*");
    private static final Set<String> LABELS =
            Set.of("title", "description", "vendor", "licenses", "source", "revision", "version", "base.name");

    /** What is wrong, a place and a complaint each. */
    List<String> breaches() {
        return Stream.concat(
                        Stream.of(bases(), downloads(), secrets()).flatMap(all -> all),
                        Repository.SERVICES.stream().flatMap(this::image))
                .toList();
    }

    /** A base can be pinned from outside, and has a tag or a digest if it is not. */
    private Stream<String> bases() {
        Map<String, String> arguments = values(file.global(), "ARG");
        return file.stages().values().stream()
                .map(Stage::base)
                .filter(image -> !file.stages().containsKey(image))
                .flatMap(image -> {
                    String argument = image.replaceAll("^\\$\\{(\\w+)}$", "$1");
                    if (!arguments.containsKey(argument)) {
                        return Stream.of("the base " + image + " is no build argument");
                    }
                    String named = arguments.get(argument);
                    boolean pinned =
                            named.matches("[a-z0-9.-]+(/[a-z0-9._-]+)+(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?")
                                    && (named.contains("@") || (named.contains(":") && !named.endsWith(":latest")));
                    return pinned ? Stream.empty() : Stream.of("the base " + named + " has no registry and version");
                });
    }

    private Stream<String> downloads() {
        return file.everything()
                .filter(instruction -> instruction.is("ADD")
                        || (instruction.is("RUN") && instruction.text().contains("://")))
                .map(instruction -> "nothing is fetched but by Maven: " + instruction.text());
    }

    private Stream<String> secrets() {
        return file.everything()
                .filter(instruction -> instruction.is("ENV") || instruction.is("ARG"))
                .map(instruction -> name(instruction.text()))
                .filter(name -> SECRET.matcher(name).matches())
                .map(name -> "an image keeps what it is built with, so no secret: " + name);
    }

    private Stream<String> image(String service) {
        List<Instruction> instructions = file.upTo(service);
        Manifest deployment = base.one("Deployment", service);
        return Stream.of(
                        demand(last(instructions, "USER").equals("1001:1001"), "does not run as 1001:1001"),
                        demand(
                                last(instructions, "ENTRYPOINT").equals("[\"/opt/wlp/bin/server\", \"run\"]")
                                        && last(instructions, "CMD").equals("[\"" + service + "\"]"),
                                "does not run its server as the first process, which gets the signals"),
                        demand(layers(service).equals(copies(instructions)), "is not its three layers in their order"),
                        demand(
                                exposed(instructions).equals(ports(deployment)),
                                "exposes other ports than its pods have"),
                        health(instructions, deployment),
                        environment(instructions, deployment),
                        labels(instructions, service))
                .flatMap(complaints -> complaints)
                .map(complaint -> service + ": " + complaint);
    }

    private static Stream<String> demand(boolean kept, String complaint) {
        return kept ? Stream.empty() : Stream.of(complaint);
    }

    private static List<String> layers(String service) {
        return Stream.of("runtime", "libraries", "application")
                .map(layer -> "--from=build /images/" + service + "/" + layer + " /opt/wlp")
                .toList();
    }

    private static List<String> copies(List<Instruction> instructions) {
        return instructions.stream()
                .filter(instruction -> instruction.is("COPY"))
                .map(Instruction::text)
                .toList();
    }

    private static Set<String> exposed(List<Instruction> instructions) {
        return instructions.stream()
                .filter(instruction -> instruction.is("EXPOSE"))
                .flatMap(instruction -> Stream.of(instruction.text().split("\\s+")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ports(Manifest deployment) {
        return deployment.containers().stream()
                .flatMap(container -> Manifest.each(container.path("ports")))
                .map(port -> port.path("containerPort").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Engines without probes ask what Kubernetes asks for liveness. */
    private static Stream<String> health(List<Instruction> instructions, Manifest deployment) {
        JsonNode probe = deployment.containers().getFirst().at("/livenessProbe/httpGet");
        String asked = "\"http://127.0.0.1:$TRADEPOST_INTERNAL_PORT"
                + probe.path("path").asText() + "\"";
        return demand(
                last(instructions, "HEALTHCHECK").endsWith("CMD curl -fsS -o /dev/null " + asked),
                "its HEALTHCHECK does not ask " + asked);
    }

    private Stream<String> environment(List<Instruction> instructions, Manifest deployment) {
        Map<String, String> inPods = base.environment(deployment);
        return values(instructions, "ENV").entrySet().stream()
                .filter(own -> !own.getValue().equals(inPods.get(own.getKey())))
                .map(own -> own.getKey() + " is not what it is in its pods: " + inPods.get(own.getKey()));
    }

    private static Stream<String> labels(List<Instruction> instructions, String service) {
        Map<String, String> labels = values(instructions, "LABEL");
        Stream<String> missing = LABELS.stream()
                .map(label -> "org.opencontainers.image." + label)
                .filter(label -> !labels.containsKey(label))
                .map(label -> "has no label " + label);
        String title = "\"tradepost/" + service + "\"";
        return Stream.concat(
                missing, demand(title.equals(labels.get("org.opencontainers.image.title")), "is not titled " + title));
    }

    private static String last(List<Instruction> instructions, String name) {
        return instructions.stream()
                .filter(instruction -> instruction.is(name))
                .map(Instruction::text)
                .reduce("", (earlier, later) -> later);
    }

    private static Map<String, String> values(List<Instruction> instructions, String kind) {
        Map<String, String> values = new TreeMap<>();
        instructions.stream()
                .filter(instruction -> instruction.is(kind))
                .map(Instruction::text)
                .forEach(text -> values.put(
                        name(text), text.substring(Math.min(name(text).length() + 1, text.length()))));
        return values;
    }

    private static String name(String assignment) {
        return assignment.split("=", 2)[0];
    }
}
