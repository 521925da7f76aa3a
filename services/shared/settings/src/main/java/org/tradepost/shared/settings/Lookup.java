package org.tradepost.shared.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Who says what about a setting. */
@FunctionalInterface
interface Lookup {

    /**
     * @param source its name for operators
     * @param binding whether a value that does not fit stops the start; of others the next one counts
     */
    record Said(String text, String source, boolean binding) {}

    /** The source of what nobody says anything about. */
    String DEFAULT = "default";

    /** All that is said, the strongest first. */
    List<Said> about(String name);

    /** The sources of MicroProfile Config. */
    static Lookup of(Config config) {
        return name -> {
            List<Said> said = new ArrayList<>();
            for (ConfigSource source : config.getConfigSources()) {
                String text = source.getValue(name);
                if (text != null && !text.isBlank()) {
                    said.add(new Said(text.strip(), label(source), !Sources.PASSED_OVER.contains(source.getName())));
                }
            }
            return said;
        };
    }

    /** Properties from one source, for those that have no container. */
    static Lookup of(Function<String, Optional<String>> properties) {
        return name -> properties
                .apply(name)
                .map(text -> List.of(new Said(text, "properties", true)))
                .orElse(List.of());
    }

    /** The names of the standard's own sources differ between servers, their ordinals do not. */
    private static String label(ConfigSource source) {
        return switch (source.getOrdinal()) {
            case 100 -> DEFAULT;
            case 300 -> "environment";
            case 400 -> "system properties";
            default -> source.getName();
        };
    }
}
