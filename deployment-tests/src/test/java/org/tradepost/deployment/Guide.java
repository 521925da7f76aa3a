package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page in Markdown for people who deploy. Each method names what the page says and the repository does not have.
 *
 * @param page where it is, from which its links lead
 */
record Guide(Path page, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");
    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern PATH = Pattern.compile("(?<![\\w/.$>-])(?:\\.{1,2}/)*"
            + "((?:kustomize|helm|images|gitops|docs|services|liberty-config|\\.ci|\\.github)/[\\w./-]*\\w)");
    private static final Pattern RENDERED = Pattern.compile("\\bkubectl\\b[^|\\n]*?\\s(?:kustomize|-k)\\s+(\\S+)");
    private static final Pattern SET = Pattern.compile("--set\\s+([^\\s=]+)=");
    /** In prose: {@code Helm: `database.urls`, `kafka.bootstrap`}. */
    private static final Pattern VALUES = Pattern.compile("Helm: ((?:`[^`]+`(?:, )?)+)");

    private static final Pattern QUERIED = Pattern.compile("\\b(?:FROM|JOIN|UPDATE)\\s+([a-z_]+)\\b");
    private static final Pattern CREATED = Pattern.compile("(?i)\\bcreate\\s+(?:table|view)\\s+([a-z_]+)");

    static Guide of(String path) {
        Path page = Repository.root().resolve(path);
        return new Guide(page, Repository.text(page));
    }

    /** The same page with a paragraph more. */
    Guide and(String paragraph) {
        return new Guide(page, text + "\n" + paragraph + "\n");
    }

    Stream<String> brokenLinks() {
        return found(LINK, prose()).filter(link -> !link.contains("://")).filter(Predicate.not(this::leadsSomewhere));
    }

    Stream<String> missingFiles() {
        return found(PATH, code())
                .distinct()
                .filter(path -> !Files.exists(Repository.root().resolve(path)));
    }

    /** Folders that are applied, or looked at, and cannot be rendered. */
    Stream<String> unrenderable() {
        return found(RENDERED, code()).distinct().filter(folder -> {
            try {
                return Kubectl.rendered(Repository.root().resolve(folder))
                        .manifests()
                        .isEmpty();
            } catch (AssertionError refused) {
                return true;
            }
        });
    }

    Stream<String> unknownValues() {
        JsonNode values = yaml(Chart.OURS.folder().resolve("values.yaml"));
        Stream<String> inProse = found(VALUES, text).flatMap(list -> found(INLINE, list));
        return Stream.concat(found(SET, code()), inProse)
                .map(value -> value.replaceAll(":.*", ""))
                .filter(value -> values.at(
                                "/" + value.replace("<name>", "orders").replace('.', '/'))
                        .isMissingNode());
    }

    /** Tables and views that are queried and that no migration makes; Flyway makes its own. */
    Stream<String> unknownTables() {
        Set<String> created = Stream.concat(
                        Stream.of("flyway_schema_history"),
                        Repository.files(Repository.root().resolve("services"), file -> file.toString()
                                        .matches(".*/src/main/resources/db/.*\\.sql"))
                                .stream()
                                .flatMap(migration -> found(CREATED, Repository.text(migration))))
                .collect(Collectors.toSet());
        return found(QUERIED, code()).filter(table -> !created.contains(table));
    }

    private boolean leadsSomewhere(String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        String markdown = file.isEmpty() || hash < 0 ? text : Repository.text(target);
        return hash < 0 || anchors(markdown).contains(link.substring(hash + 1));
    }

    /** As hosts of repositories make them of headings. */
    private static Set<String> anchors(String markdown) {
        return found(HEADING, FENCED.matcher(markdown).replaceAll(""))
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{Alnum} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    /** Blocks with their continued lines as one, and what is code within prose. */
    private String code() {
        return Stream.concat(found(FENCED, text).map(block -> block.replace("\\\n", " ")), found(INLINE, prose()))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static JsonNode yaml(Path file) {
        try {
            return Rendering.YAML.readTree(Repository.text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no YAML", e);
        }
    }
}
