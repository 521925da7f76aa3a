package org.tradepost.shared.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecurityDocumentTest {

    /** How many requirements of level 1 each chapter of ASVS 5.0 has; V16 and V17 have none. */
    private static final Map<Integer, Integer> LEVEL_1 = Map.ofEntries(
            Map.entry(1, 8),
            Map.entry(2, 4),
            Map.entry(3, 8),
            Map.entry(4, 2),
            Map.entry(5, 4),
            Map.entry(6, 13),
            Map.entry(7, 6),
            Map.entry(8, 4),
            Map.entry(9, 4),
            Map.entry(10, 5),
            Map.entry(11, 3),
            Map.entry(12, 3),
            Map.entry(13, 1),
            Map.entry(14, 2),
            Map.entry(15, 3));

    private static final Pattern REQUIREMENT =
            Pattern.compile("(?m)^\\| (\\d+)\\.\\d+\\.\\d+ \\|[^|]+\\| ([^|]+) \\| ([^|]+) \\|$");
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

    @Test
    void every_requirement_of_level_1_has_its_line_with_a_test_or_a_reason() throws IOException {
        String document = Files.readString(project().resolve("docs/security.md"));
        List<MatchResult> lines = REQUIREMENT.matcher(document).results().toList();
        assertThat(lines.stream()
                        .map(line -> line.group().split(" ")[1])
                        .distinct()
                        .map(number -> Integer.valueOf(number.substring(0, number.indexOf('.'))))
                        .collect(Collectors.groupingBy(
                                chapter -> chapter,
                                Collectors.collectingAndThen(Collectors.counting(), Long::intValue))))
                .isEqualTo(LEVEL_1);
        assertThat(lines)
                .hasSize(LEVEL_1.values().stream().mapToInt(count -> count).sum());
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.group(2)).isIn("met", "partly", "not met", "not applicable");
            assertThat(line.group(3)).isNotBlank();
        });
    }

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/security.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
