package org.tradepost.shared.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecurityDocumentTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

    @Test
    void every_test_that_the_document_names_exists() throws IOException {
        Path project = project();
        Set<String> named = TEST.matcher(Files.readString(project.resolve("docs/security.md")))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", "") + ".java")
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isNotEmpty();
        try (Stream<Path> files = Files.walk(project.resolve("services"))) {
            assertThat(files.filter(file -> file.toString().contains("src/test/java"))
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.toSet()))
                    .containsAll(named);
        }
    }

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/security.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
