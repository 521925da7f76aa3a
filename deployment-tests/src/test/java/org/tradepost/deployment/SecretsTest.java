package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The secrets that are needed, documented, made by External Secrets and made for a laptop are the same ones. */
class SecretsTest {

    private static final Set<String> OF_COMPONENTS =
            Set.of("gateway-redis", "catalog-redis", "gateway-keystore", "edge-tls");

    private final NeededSecrets documented = NeededSecrets.documented();

    @Test
    void externalSecretsMakesEverySecretOfTheTableThatNoOtherComponentNeeds() {
        NeededSecrets made = NeededSecrets.made(Kubectl.rendered(Repository.kustomize("overlays/production")));
        assertThat(made.names())
                .containsExactlyInAnyOrderElementsOf(documented
                        .names()
                        .filter(name -> !OF_COMPONENTS.contains(name))
                        .toList());
        assertThat(made.keys()).allSatisfy((name, keys) -> assertThat(keys)
                .isEqualTo(required(documented.keys().get(name))));
    }

    @Test
    void theTableHasNoSecretThatNobodyUses() {
        Rendering production = Kubectl.rendered(Repository.kustomize("overlays/production"));
        Set<String> used = production
                .deployments()
                .flatMap(deployment -> deployment.pod().findValues("secretKeyRef").stream())
                .map(reference -> reference.path("name").asText() + "/"
                        + reference.path("key").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = documented.keys().entrySet().stream()
                .filter(secret ->
                        !Set.of("audit-db", "edge-tls", "gateway-keystore").contains(secret.getKey()))
                .flatMap(secret -> secret.getValue().stream().map(key -> secret.getKey() + "/" + key))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(used);
    }

    @Test
    void whatIsOptionalIsMarkedSo() {
        Rendering production = Kubectl.rendered(Repository.kustomize("overlays/production"));
        assertThat(production.deployments().flatMap(deployment -> deployment.pod().findValues("secretKeyRef").stream()))
                .allSatisfy(reference -> assertThat(reference.path("optional").asBoolean())
                        .isEqualTo(isOptional(reference.path("key").asText())));
    }

    @Test
    void theScriptForALaptopMakesWhatTheLocalOverlayNeeds() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(
                        Repository.kustomize("overlays/local/secrets").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).isZero();
        Rendering secrets = Rendering.of("secrets", output);
        assertThat(secrets.of("Secret").map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(documented
                        .names()
                        .filter(name -> !OF_COMPONENTS.contains(name))
                        .toList());
        assertThat(secrets.of("Secret")).allSatisfy(secret -> assertThat(
                        Manifest.strings(secret.at("stringData")).keySet())
                .isEqualTo(required(documented.keys().get(secret.name()))));
        assertThat(secrets.one("Secret", "orders-secrets").at("stringData/TRADEPOST_DATA_KEYS"))
                .isEqualTo(secrets.one("Secret", "users-secrets").at("stringData/TRADEPOST_DATA_KEYS"));
        for (String service : Repository.SERVICES) {
            String key = "stringData/TRADEPOST_" + service.toUpperCase(java.util.Locale.ROOT) + "_CLIENT_SECRET";
            assertThat(secrets.one("Secret", service + "-secrets").at(key))
                    .isEqualTo(secrets.one("Secret", "users-secrets").at(key));
        }
    }

    private static Set<String> required(Set<String> keys) {
        return keys.stream().filter(key -> !isOptional(key)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOptional(String key) {
        return key.endsWith("_PREVIOUS");
    }
}
