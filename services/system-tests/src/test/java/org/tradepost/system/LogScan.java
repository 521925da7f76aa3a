package org.tradepost.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks through log files for what must not be in them. */
final class LogScan {

    /** How many characters of a value its place in the index is found by; shorter values are looked for by themselves. */
    private static final int PREFIX = 8;

    private static final int SHOWN = 4;

    /** What is confidential whoever sent it. Settings that are printed without a value do not match. */
    private static final Map<String, Pattern> PATTERNS = Map.of(
            "a token", Pattern.compile("eyJ[A-Za-z0-9_-]{10,}"),
            "an API key", Pattern.compile("tp_(?:live|test)_[A-Za-z0-9]{8,}"),
            "a private key", Pattern.compile("BEGIN [A-Z ]*PRIVATE KEY"),
            "a password", Pattern.compile("(?i)password=(?!null\\b|\\[|\\*)[^\\s,;&\\])]+"),
            "credentials", Pattern.compile("Bearer [A-Za-z0-9._~+/-]{16,}"));

    /**
     * Something confidential in a log.
     *
     * @param what what it is, with no more of the value than its first characters
     */
    record Leak(Path file, int line, String what) {

        @Override
        public String toString() {
            return file + ":" + line + " has " + what;
        }
    }

    private final Map<String, List<String>> byPrefix = new HashMap<>();

    LogScan(Collection<String> values) {
        for (String value : values) {
            if (value.length() < PREFIX) {
                throw new IllegalArgumentException("a value to look for has at least " + PREFIX + " characters");
            }
            byPrefix.computeIfAbsent(value.substring(0, PREFIX), prefix -> new ArrayList<>())
                    .add(value);
        }
    }

    /** Every log below the folder: whatever is named so or lies in a folder of logs, but not the databases' own files. */
    static List<Path> logsBelow(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !home.relativize(file).startsWith("data"))
                    .filter(LogScan::isLog)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isLog(Path file) {
        String name = file.getFileName().toString();
        if (name.matches(".*\\.log(?:\\..*)?|.*\\.(?:jar|class)")) {
            return !name.matches(".*\\.(?:jar|class)");
        }
        for (Path folder : file.getParent()) {
            if (folder.toString().matches("logs|ffdc")) {
                return true;
            }
        }
        return false;
    }

    List<Leak> scan(List<Path> files) throws IOException {
        List<Leak> leaks = new ArrayList<>();
        for (Path file : files) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                int number = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    leak(file, number, line).ifPresent(leaks::add);
                }
            }
        }
        return leaks;
    }

    private Optional<Leak> leak(Path file, int number, String line) {
        for (int i = 0; i + PREFIX <= line.length(); i++) {
            for (String value : byPrefix.getOrDefault(line.substring(i, i + PREFIX), List.of())) {
                if (line.startsWith(value, i)) {
                    return Optional.of(new Leak(file, number, "what a test sent or was told: " + masked(value)));
                }
            }
        }
        for (Map.Entry<String, Pattern> pattern : PATTERNS.entrySet()) {
            Matcher found = pattern.getValue().matcher(line);
            if (found.find()) {
                return Optional.of(new Leak(file, number, pattern.getKey() + ": " + masked(found.group())));
            }
        }
        return Optional.empty();
    }

    private static String masked(String value) {
        return value.substring(0, SHOWN) + "*** (" + value.length() + " characters)";
    }
}
