package org.tradepost.shared.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * The settings of one process as they are.
 *
 * @param settings by name
 * @param sources those whose values may change
 */
public record SettingsReport(List<SettingState> settings, List<SourceState> sources) {

    /**
     * @param value in force; {@code ***} for a secret that is set; null when nothing is
     * @param source where it comes from
     * @param changed since when it is in force
     * @param live whether a change takes effect at once
     * @param waiting whether another value waits for the next start
     * @param refused what its source says instead, if that does not fit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SettingState(
            String name,
            String value,
            String source,
            Instant changed,
            boolean live,
            boolean waiting,
            Refused refused) {}

    /**
     * @param source who says it
     * @param why what is wrong with it
     * @param since when it was first seen
     */
    public record Refused(String source, String why, Instant since) {}

    /**
     * @param readable whether it could be read the last time
     * @param trouble why not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SourceState(String name, boolean readable, String trouble) {}
}
