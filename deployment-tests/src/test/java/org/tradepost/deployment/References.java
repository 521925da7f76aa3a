package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ConfigMaps, secrets, service accounts and volumes that are named are declared, keys included. Secrets are made by an operator of the same
 * rendering or listed in the README; no value of one is in git.
 */
final class References implements Rule {
    private static final Set<String> BASIC_AUTH = Set.of("username", "password");
    private static final Set<String> TLS = Set.of("tls.crt", "tls.key");

    private final NeededSecrets documented = NeededSecrets.documented();

    @Override
    public Stream<String> breaches(Rendering rendering) {
        NeededSecrets made = NeededSecrets.made(rendering);
        return Stream.of(
                        rendering.deployments().flatMap(deployment -> ofPod(deployment, rendering, made)),
                        rendering.of("Cluster").flatMap(cluster -> named(cluster, "passwordSecret", BASIC_AUTH, made)),
                        rendering.of("Cluster").flatMap(cluster -> named(cluster, "secret", BASIC_AUTH, made)),
                        rendering.of("Gateway").flatMap(gateway -> gateway.json().findValues("certificateRefs").stream()
                                .flatMap(Manifest::each)
                                .flatMap(reference ->
                                        secret(gateway, reference.path("name").asText(), TLS, made))),
                        rendering.of("Ingress").flatMap(ingress -> ingress.json().findValues("secretName").stream()
                                .flatMap(name -> secret(ingress, name.asText(), TLS, made))),
                        rendering
                                .of("Certificate")
                                .flatMap(certificate -> certificate.json().findValues("passwordSecretRef").stream()
                                        .flatMap(reference -> secret(
                                                certificate,
                                                reference.path("name").asText(),
                                                Set.of(reference.path("key").asText()),
                                                made))))
                .flatMap(all -> all);
    }

    private Stream<String> ofPod(Manifest deployment, Rendering rendering, NeededSecrets made) {
        JsonNode pod = deployment.pod();
        Stream<String> secretKeys = pod.findValues("secretKeyRef").stream()
                .flatMap(reference -> secret(
                        deployment,
                        reference.path("name").asText(),
                        Set.of(reference.path("key").asText()),
                        made));
        Stream<String> secretVolumes = Manifest.each(pod.path("volumes"))
                .filter(volume -> volume.has("secret"))
                .flatMap(volume -> secret(
                        deployment,
                        volume.at("/secret/secretName").asText(),
                        Manifest.each(volume.at("/secret/items"))
                                .map(item -> item.path("key").asText())
                                .collect(Collectors.toSet()),
                        made));
        Stream<String> secretSources = pod.findValues("secretRef").stream()
                .map(reference -> deployment.says("takes all of the secret "
                        + reference.path("name").asText() + ": name the keys that it needs"));
        return Stream.of(
                        secretKeys,
                        secretVolumes,
                        secretSources,
                        ofConfigMaps(deployment, rendering),
                        ofVolumes(deployment),
                        exists(
                                deployment,
                                rendering,
                                "ServiceAccount",
                                pod.path("serviceAccountName").asText()))
                .flatMap(all -> all);
    }

    private static Stream<String> ofConfigMaps(Manifest deployment, Rendering rendering) {
        Stream<String> whole = Stream.of("configMapRef", "configMap")
                .flatMap(field -> deployment.pod().findValues(field).stream())
                .filter(reference -> !reference.path("optional").asBoolean())
                .flatMap(reference -> exists(
                        deployment,
                        rendering,
                        "ConfigMap",
                        reference.path("name").asText()));
        Stream<String> keys = deployment.pod().findValues("configMapKeyRef").stream()
                .filter(reference -> rendering
                        .of("ConfigMap")
                        .filter(map -> map.name().equals(reference.path("name").asText()))
                        .noneMatch(
                                map -> map.at("data").has(reference.path("key").asText())))
                .map(reference -> deployment.says("no ConfigMap has " + reference));
        return Stream.concat(whole, keys);
    }

    private static Stream<String> ofVolumes(Manifest deployment) {
        Set<String> volumes = Manifest.each(deployment.pod().path("volumes"))
                .map(volume -> volume.path("name").asText())
                .collect(Collectors.toSet());
        return deployment.containers().stream()
                .flatMap(container -> Manifest.each(container.path("volumeMounts")))
                .map(mount -> mount.path("name").asText())
                .filter(mount -> !volumes.contains(mount))
                .map(mount -> deployment.says("has no volume " + mount));
    }

    private static Stream<String> exists(Manifest deployment, Rendering rendering, String kind, String name) {
        return rendering.of(kind).anyMatch(one -> one.name().equals(name))
                ? Stream.empty()
                : Stream.of(deployment.says("there is no " + kind + " " + name));
    }

    private Stream<String> named(Manifest manifest, String field, Set<String> keys, NeededSecrets made) {
        return manifest.json().findValues(field).stream()
                .flatMap(reference -> secret(manifest, reference.path("name").asText(), keys, made));
    }

    private Stream<String> secret(Manifest manifest, String name, Set<String> keys, NeededSecrets made) {
        return keys.stream()
                .filter(key -> !made.has(name, key) && !documented.has(name, key))
                .map(key -> manifest.says("nobody declares the secret " + name + " with the key " + key));
    }

    /** What is documented, for tests of the documentation itself. */
    Map<String, Set<String>> documentedKeys() {
        return documented.keys();
    }
}
