package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the services' containers find in their environment: {@code kustomize/base} with random secrets of the overlay local. */
final class PodEnvironment {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path KUSTOMIZE = Deployment.project().resolve("kustomize");

    private final Map<String, JsonNode> secrets = new TreeMap<>();

    /** With secrets of its own, which fit together. */
    PodEnvironment() throws IOException, InterruptedException {
        makeSecrets();
    }

    Map<String, String> of(String service) throws IOException {
        Map<String, String> variables = new TreeMap<>();
        Path base = KUSTOMIZE.resolve("base");
        for (String line : Files.readAllLines(base.resolve("platform/platform.env"))) {
            assign(variables, line);
        }
        YAML.readTree(base.resolve(service).resolve("kustomization.yaml").toFile())
                .at("/configMapGenerator/0/literals")
                .forEach(literal -> assign(variables, literal.asText()));
        addContainer(variables, base.resolve("common/deployment.yaml"));
        addContainer(variables, base.resolve(service).resolve("deployment.yaml"));
        return variables;
    }

    private void makeSecrets() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(
                        KUSTOMIZE.resolve("overlays/local/secrets").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text;
        try (InputStream output = script.getInputStream()) {
            text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (script.waitFor() != 0) {
            throw new IllegalStateException("no secrets were made; is openssl there?");
        }
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (documents.hasNext()) {
                JsonNode secret = documents.next();
                secrets.put(secret.at("/metadata/name").asText(), secret.path("stringData"));
            }
        }
    }

    private void addContainer(Map<String, String> variables, Path deployment) throws IOException {
        JsonNode container = YAML.readTree(deployment.toFile()).at("/spec/template/spec/containers/0");
        for (JsonNode variable : container.path("env")) {
            String name = variable.path("name").asText();
            JsonNode reference = variable.at("/valueFrom/secretKeyRef");
            if (variable.at("/valueFrom/resourceFieldRef/resource").asText().equals("limits.cpu")) {
                variables.put(name, container.at("/resources/limits/cpu").asText());
            } else if (reference.isMissingNode()) {
                variables.put(name, variable.path("value").asText());
            } else if (!reference.path("optional").asBoolean()) {
                JsonNode value = secrets.get(reference.path("name").asText())
                        .path(reference.path("key").asText());
                variables.put(name, value.asText());
            }
        }
    }

    private static void assign(Map<String, String> variables, String line) {
        if (line.matches("\\w+=.*")) {
            variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
    }
}
