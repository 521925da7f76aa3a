package org.tradepost.shared.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Declared settings as the table in {@code docs/configuration.md}. */
public final class SettingsTable {

    private SettingsTable() {}

    /** @param config what decides which settings there are */
    public static String of(Declarations declarations, Function<String, Optional<String>> config) {
        StringBuilder table =
                new StringBuilder("| setting | default | values | changes | meaning |\n|---|---|---|---|---|\n");
        List<Setting<?>> settings = declarations.settings(config);
        settings.forEach(setting -> table.append("| `")
                .append(setting.name())
                .append("` | ")
                .append(setting.standard().isEmpty() ? "none" : '`' + setting.standard() + '`')
                .append(" | ")
                .append(setting.secret() ? "secret" : setting.type().words())
                .append(" | ")
                .append(setting.live() ? "live" : "at start")
                .append(" | ")
                .append(setting.meaning())
                .append(" |\n"));
        return table.toString();
    }
}
