package org.tradepost.deployment;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an expression asks for. Whether it is one at all is left to promtool. */
record PromQl(String expression) {
    private static final Set<String> WORDS = Set.of(
            "and", "or", "unless", "bool", "offset", "on", "ignoring", "by", "without", "group_left", "group_right");

    private static final Pattern OURS = Pattern.compile("\\{[^}]*\\bjob=\"tradepost\"[^}]*}");
    private static final Pattern OTHER_SELECTOR = Pattern.compile("\\{[^}]+}");
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern LABELS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    /** A name that no parenthesis follows, which would make it a function. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.])([a-zA-Z_:][\\w:]*+)(?!\\s*\\()(\\{})?");

    /**
     * One place where a metric is read.
     *
     * @param ours whether only series of Tradepost's own processes are
     */
    record Read(String metric, boolean ours) {}

    List<Read> reads() {
        String bare = OURS.matcher(expression).replaceAll("{}");
        bare = OTHER_SELECTOR.matcher(bare).replaceAll("");
        bare = STRING.matcher(bare).replaceAll("");
        bare = RANGE.matcher(bare).replaceAll("");
        bare = LABELS.matcher(bare).replaceAll(" ");
        return NAME.matcher(bare)
                .results()
                .filter(name -> !WORDS.contains(name.group(1)))
                .map(name -> new Read(name.group(1), name.group(2) != null))
                .toList();
    }
}
