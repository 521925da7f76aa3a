package org.tradepost.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where things are in the repository that these tests belong to. */
final class Repository {
    /** Every service of ours, and no other Deployment but their canaries, is in an overlay. */
    static final List<String> SERVICES = List.of("gateway", "users", "catalog", "orders", "payments");

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("kustomize"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no folder above has a kustomize/ in it");
            }
        }
        return folder;
    }

    static Path kustomize(String below) {
        return root().resolve("kustomize").resolve(below);
    }

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What can be applied, unlike a component, by the path below {@code kustomize/overlays}. */
    static List<String> overlays() {
        Path overlays = kustomize("overlays");
        return files(overlays, file -> file.endsWith("kustomization.yaml")).stream()
                .filter(file -> text(file).contains("\nkind: Kustomization\n"))
                .map(file -> overlays.relativize(file.getParent()).toString())
                .toList();
    }

    static List<String> folders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files below a folder, also by links, leaving out what the build made. */
    static List<Path> files(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).toString().matches("(.*/)?target/.*"))
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
