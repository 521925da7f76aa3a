package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Argo CD and Flux are told is true of the repository: overlays exist, in the namespace that is stated, and bring the kinds that are
 * allowed and no others. What holds data is never pruned.
 */
final class GitOps implements Rule {
    private static final String NEVER_PRUNED = "Cluster|Kafka|KafkaNodePool|KafkaTopic";

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return Stream.of(
                        rendering.of("ApplicationSet").flatMap(set -> ofSet(set, rendering)),
                        rendering.of("AppProject").flatMap(project -> ofProject(project, rendering)),
                        rendering.of("Kustomization").flatMap(flux -> ofFlux(flux, rendering)))
                .flatMap(all -> all);
    }

    private static Stream<String> ofSet(Manifest set, Rendering rendering) {
        JsonNode spec = set.at("spec/template/spec");
        Stream<String> overlays = elements(set)
                .flatMap(element -> ofOverlay(
                        set,
                        element.path("path").asText(),
                        element.path("namespace").asText()));
        JsonNode automated = spec.at("/syncPolicy/automated");
        Stream<String> lax = automated.path("selfHeal").asBoolean()
                        && automated.path("prune").asBoolean()
                        && !automated.path("allowEmpty").asBoolean()
                ? Stream.of()
                : Stream.of(set.says("must put back what was changed, delete what left git, and never everything"));
        Stream<String> foreign = rendering
                        .of("AppProject")
                        .anyMatch(project ->
                                project.name().equals(spec.path("project").asText())
                                        && Manifest.each(project.at("spec/sourceRepos"))
                                                .anyMatch(spec.at("/source/repoURL")::equals))
                ? Stream.of()
                : Stream.of(set.says("no AppProject allows its repository"));
        return Stream.of(overlays, lax, foreign, pruned(set, spec.at("/source/kustomize/patches"), "Prune=false"))
                .flatMap(all -> all);
    }

    private static Stream<String> ofProject(Manifest project, Rendering rendering) {
        Set<String> allowed = Stream.of("namespaceResourceWhitelist", "clusterResourceWhitelist")
                .flatMap(list -> Manifest.each(project.at("spec/" + list)))
                .map(entry ->
                        entry.path("group").asText() + "/" + entry.path("kind").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> needed = rendering
                .of("ApplicationSet")
                .flatMap(GitOps::elements)
                .map(element -> Repository.root().resolve(element.path("path").asText()))
                .filter(Files::isDirectory)
                .flatMap(overlay -> Kubectl.rendered(overlay).manifests().stream())
                .map(manifest -> manifest.apiVersion().replaceAll("/?[^/]*$", "") + "/" + manifest.kind())
                .collect(Collectors.toCollection(TreeSet::new));
        Stream<String> denied = needed.stream()
                .filter(kind -> !allowed.contains(kind))
                .map(kind -> project.says("denies " + kind + ", which an overlay has"));
        Stream<String> idle = allowed.stream()
                .filter(kind -> !needed.contains(kind))
                .map(kind -> project.says("allows " + kind + ", which no overlay has"));
        Set<String> namespaces = new TreeSet<>(project.at("spec/destinations").findValuesAsText("namespace"));
        Set<String> used = rendering
                .of("ApplicationSet")
                .flatMap(GitOps::elements)
                .map(element -> element.path("namespace").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        Stream<String> elsewhere = namespaces.equals(used)
                ? Stream.of()
                : Stream.of(project.says("allows the namespaces " + namespaces + " and needs " + used));
        return Stream.of(denied, idle, elsewhere).flatMap(all -> all);
    }

    private static Stream<String> ofFlux(Manifest flux, Rendering rendering) {
        Set<String> namespaces = new TreeSet<>(flux.at("spec/healthChecks").findValuesAsText("namespace"));
        List<String> watched = flux.at("spec/healthChecks").findValuesAsText("name");
        Stream<String> overlay = namespaces.stream()
                .flatMap(namespace -> ofOverlay(flux, flux.at("spec/path").asText(), namespace));
        Stream<String> unwatched = Repository.SERVICES.stream()
                .filter(service -> !watched.contains(service))
                .map(service -> flux.says("does not wait for " + service));
        Stream<String> unordered = flux.at("spec/dependsOn").isEmpty()
                ? Stream.of(flux.says("does not wait for the operators"))
                : Stream.of();
        Stream<String> unknown = rendering.of("GitRepository").anyMatch(source -> source.name()
                        .equals(flux.at("spec/sourceRef/name").asText()))
                ? Stream.of()
                : Stream.of(flux.says("there is no GitRepository " + flux.at("spec/sourceRef/name")));
        Stream<String> lax =
                flux.at("spec/prune").asBoolean() ? Stream.of() : Stream.of(flux.says("must delete what left git"));
        return Stream.of(
                        overlay,
                        unwatched,
                        unordered,
                        unknown,
                        lax,
                        pruned(flux, flux.at("spec/patches"), "prune: disabled"))
                .flatMap(all -> all);
    }

    private static Stream<String> ofOverlay(Manifest manifest, String path, String namespace) {
        Path overlay = Repository.root().resolve(path).normalize();
        if (!Files.isRegularFile(overlay.resolve("kustomization.yaml"))) {
            return Stream.of(manifest.says("there is no overlay " + path));
        }
        boolean there = Kubectl.rendered(overlay).of("Namespace").anyMatch(one -> one.name()
                .equals(namespace));
        return there ? Stream.of() : Stream.of(manifest.says(path + " has not the namespace " + namespace));
    }

    private static Stream<String> pruned(Manifest manifest, JsonNode patches, String mark) {
        return Stream.of("Namespace", NEVER_PRUNED)
                .filter(kinds -> Manifest.each(patches)
                        .noneMatch(patch -> patch.at("/target/kind").asText().contains(kinds)
                                && patch.path("patch").asText().contains(mark)))
                .map(kinds -> manifest.says("may delete " + kinds));
    }

    /** What is deployed where: each list's entries. */
    private static Stream<JsonNode> elements(Manifest set) {
        return set.json().findValues("elements").stream().flatMap(Manifest::each);
    }
}
