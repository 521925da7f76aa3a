package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.deployment.Mistake.broken;
import static org.tradepost.deployment.Mistake.set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Argo CD and Flux are given is well formed and true, and each rule about it refuses a mistake. */
class GitOpsTest {
    private static final Rendering ARGO = folder("argocd");
    private static final Rendering FLUX = folder("flux/production");

    private static Rendering folder(String name) {
        return Kubectl.rendered(Repository.root().resolve("gitops").resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"argocd", "flux/staging", "flux/production", "flux/east", "flux/west"})
    void whatIsAppliedIsWellFormedAndTrue(String name) {
        assertThat(new KnownFields().breaches(folder(name))).isEmpty();
        assertThat(new GitOps().breaches(folder(name))).isEmpty();
        assertThat(new NoSecretValues().breaches(folder(name))).isEmpty();
    }

    @Test
    void bothKnowEveryOverlayButTheOneForALaptop() {
        List<String> overlays = Repository.overlays().stream()
                .filter(overlay -> !overlay.equals("local"))
                .map(overlay -> "kustomize/overlays/" + overlay)
                .toList();
        assertThat(ARGO.one("ApplicationSet", "tradepost").json().findValuesAsText("path"))
                .filteredOn(path -> !path.startsWith("{{"))
                .containsExactlyInAnyOrderElementsOf(overlays);
        assertThat(Stream.of("staging", "production", "east", "west")
                        .flatMap(cluster -> folder("flux/" + cluster).of("Kustomization"))
                        .map(flux -> flux.at("spec/path").asText().replace("./", "")))
                .containsExactlyInAnyOrderElementsOf(overlays);
    }

    static Stream<Mistake> mistakes() {
        var rule = new GitOps();
        var fields = new KnownFields();
        String staging = "/spec/generators/0/matrix/generators/1/list/elements/0";
        String spec = "/spec/template/spec";
        return Stream.of(
                broken(fields, "selfHealing", argo(spec + "/syncPolicy/automated", "selfHealing", true)),
                broken(fields, "sourceRepositories", project("sourceRepositories", List.of())),
                broken(fields, "interval", flux("interval", null)),
                broken(fields, "url", set(FLUX, "GitRepository", "tradepost", "/spec", "url", null)),
                broken(rule, "there is no overlay", argo(staging, "path", "kustomize/overlays/stagin")),
                broken(rule, "has not the namespace", argo(staging, "namespace", "tradepost-production")),
                broken(rule, "must put back", argo(spec + "/syncPolicy/automated", "selfHeal", false)),
                broken(rule, "allows its repository", argo(spec, "project", "default")),
                broken(rule, "may delete Cluster|Kafka", argo(spec + "/source/kustomize", "patches", List.of())),
                broken(rule, "denies", ARGO.with("AppProject", "tradepost", json -> ((ArrayNode)
                                json.at("/spec/namespaceResourceWhitelist"))
                        .remove(0))),
                broken(
                        rule,
                        "allows /Secret, which no overlay has",
                        ARGO.with(
                                "AppProject",
                                "tradepost",
                                json -> Mistake.add(
                                        json.at("/spec/namespaceResourceWhitelist"), "{group: '', kind: Secret}"))),
                broken(
                        rule,
                        "allows the namespaces",
                        ARGO.with(
                                "AppProject",
                                "tradepost",
                                json -> Mistake.add(
                                        json.at("/spec/destinations"), "{name: '*', namespace: kube-system}"))),
                broken(rule, "there is no overlay", flux("path", "./kustomize/overlays/prod")),
                broken(rule, "does not wait for the operators", flux("dependsOn", null)),
                broken(rule, "does not wait for orders", flux("healthChecks", List.of())),
                broken(rule, "there is no GitRepository", FLUX.without("GitRepository", "tradepost")),
                broken(rule, "must delete what left git", flux("prune", false)),
                broken(rule, "may delete Namespace", flux("patches", List.of())));
    }

    private static Rendering argo(String parent, String field, Object value) {
        return set(ARGO, "ApplicationSet", "tradepost", parent, field, value);
    }

    private static Rendering project(String field, Object value) {
        return set(ARGO, "AppProject", "tradepost", "/spec", field, value);
    }

    private static Rendering flux(String field, Object value) {
        return set(FLUX, "Kustomization", "tradepost-production", "/spec", field, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsRefused(Mistake mistake) {
        assertThat(mistake.rule().breaches(mistake.rendering()))
                .anySatisfy(found -> assertThat(found).contains(mistake.complaint()));
    }
}
