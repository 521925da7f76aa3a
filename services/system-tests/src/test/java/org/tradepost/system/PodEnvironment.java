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

/** What a service's container finds in its environment: {@code kustomize/base} with the random secrets of the overlay local. */
final class PodEnvironment {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path KUSTOMIZE = Deployment.project().resolve("kustomize");

    private final Map<String, String> variables = new TreeMap<>();
    private final Map<String, JsonNode> secrets = new TreeMap<>();

    private PodEnvironment() {}

    static Map<String, String> of(String service) throws IOException, InterruptedException {
        var environment = new PodEnvironment();
        environment.makeSecrets();
        Path base = KUSTOMIZE.resolve("base");
        for (String line : Files.readAllLines(base.resolve("platform/platform.env"))) {
            environment.assign(line);
        }
        YAML.readTree(base.resolve(service).resolve("kustomization.yaml").toFile())
                .at("/configMapGenerator/0/literals")
                .forEach(literal -> environment.assign(literal.asText()));
        environment.addContainer(base.resolve("common/deployment.yaml"));
        environment.addContainer(base.resolve(service).resolve("deployment.yaml"));
        return environment.variables;
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

    private void addContainer(Path deployment) throws IOException {
        for (JsonNode variable : YAML.readTree(deployment.toFile()).at("/spec/template/spec/containers/0/env")) {
            String name = variable.path("name").asText();
            JsonNode reference = variable.at("/valueFrom/secretKeyRef");
            if (reference.isMissingNode()) {
                variables.put(name, variable.path("value").asText());
            } else if (!reference.path("optional").asBoolean()) {
                JsonNode value = secrets.get(reference.path("name").asText())
                        .path(reference.path("key").asText());
                variables.put(name, value.asText());
            }
        }
    }

    private void assign(String line) {
        if (line.matches("\\w+=.*")) {
            variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
    }
}
