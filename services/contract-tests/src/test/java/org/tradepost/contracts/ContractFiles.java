package org.tradepost.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where contracts are, in the repository that this module belongs to. */
final class ContractFiles {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONTRACTS = "services/(shared/)?[a-z]+/contracts/";

    private ContractFiles() {}

    /** Event schemas as they are now, by their path from the root. */
    static Map<String, JsonNode> current() {
        return schemas("events");
    }

    /** Event schemas as they were released last, by the path of the current ones. */
    static Map<String, JsonNode> released() {
        Map<String, JsonNode> released = new TreeMap<>();
        schemas("released").forEach((path, schema) -> released.put(path.replace("/released/", "/events/"), schema));
        return released;
    }

    private static Map<String, JsonNode> schemas(String folder) {
        Map<String, JsonNode> schemas = new TreeMap<>();
        for (String path : files(CONTRACTS + folder + "/[^/]+")) {
            try {
                schemas.put(path, JSON.readTree(text(path)));
            } catch (IOException e) {
                throw new UncheckedIOException(path, e);
            }
        }
        return schemas;
    }

    /** The services' sources that production runs and that hold one of these texts, by their path from the root. */
    static List<String> sourcesWith(String... texts) {
        return files("services/[a-z/]+/src/main/java/.*\\.java").stream()
                .filter(path -> Stream.of(texts).anyMatch(text(path)::contains))
                .toList();
    }

    static String text(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> files(String pattern) {
        try (Stream<Path> files = Files.walk(ROOT.resolve("services"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> ROOT.relativize(file).toString())
                    .filter(path -> path.matches(pattern))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
