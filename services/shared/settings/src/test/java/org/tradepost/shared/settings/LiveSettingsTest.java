package org.tradepost.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.settings.SettingsReport.SettingState;

class LiveSettingsTest {

    private static final Setting<Long> LEAST = Setting.live("least", ValueType.number(1, 100), "10", "the least");
    private static final Setting<Long> MOST = Setting.live("most", ValueType.number(1, 100), "20", "the most");
    private static final Setting<Long> SIZE = Setting.atStart("size", ValueType.number(1, 100), "5", "a size");
    private static final Setting<String> PASSWORD = Setting.secret("password", "a secret");

    private static final String BINDING = "environment";
    private static final String PASSED_OVER = "etcd";

    private final Logger logger = Logger.getLogger(SettingInForce.class.getName());
    private final List<String> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** What each source says, the strongest first. */
    private final Map<String, Map<String, String>> sources = new LinkedHashMap<>();

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void begin() {
        sources.put(PASSED_OVER, new HashMap<>());
        sources.put(BINDING, new HashMap<>());
        logger.addHandler(handler);
    }

    @AfterEach
    void end() {
        logger.removeHandler(handler);
    }

    @Test
    void aChangeIsToldOfWithItsSourceAndTime() {
        LiveSettings settings = settings();
        List<Long> used = new ArrayList<>();
        settings.follow(MOST, used::add);
        assertThat(state(settings, MOST).source()).isEqualTo("default");
        say(PASSED_OVER, MOST, "50");
        settings.look();
        assertThat(used).containsExactly(50L);
        assertThat(state(settings, MOST).value()).isEqualTo("50");
        assertThat(state(settings, MOST).source()).isEqualTo(PASSED_OVER);
        assertThat(state(settings, MOST).changed()).isEqualTo(now);
    }

    @Test
    void withoutAnOverrideTheNextSourceCounts() {
        say(BINDING, MOST, "30");
        say(PASSED_OVER, MOST, "50");
        LiveSettings settings = settings();
        sources.get(PASSED_OVER).clear();
        settings.look();
        assertThat(state(settings, MOST).value()).isEqualTo("30");
        sources.get(BINDING).clear();
        settings.look();
        assertThat(state(settings, MOST).value()).isEqualTo("20");
        assertThat(state(settings, MOST).source()).isEqualTo("default");
    }

    @Test
    void aBadValueLeavesTheOldOneAndIsSaidOnce() {
        LiveSettings settings = settings();
        List<Long> used = new ArrayList<>();
        settings.follow(MOST, used::add);
        say(PASSED_OVER, MOST, "a lot");
        settings.look();
        settings.look();
        assertThat(used).isEmpty();
        assertThat(logged)
                .containsExactly("refused: most from etcd is not a whole number; what was in force before stays");
        assertThat(state(settings, MOST).value()).isEqualTo("20");
        assertThat(state(settings, MOST).refused().why()).isEqualTo("not a whole number");
        say(PASSED_OVER, MOST, "101");
        settings.look();
        assertThat(state(settings, MOST).refused().why()).isEqualTo("not from 1 to 100");
        say(PASSED_OVER, MOST, "40");
        settings.look();
        assertThat(used).containsExactly(40L);
        assertThat(state(settings, MOST).refused()).isNull();
    }

    @Test
    void valuesThatDoNotFitTogetherAreRefusedTogether() {
        LiveSettings settings = settings();
        List<String> used = new ArrayList<>();
        assertThat(settings.follow(List.of(LEAST, MOST), LiveSettingsTest::range, used::add))
                .isEqualTo("10-20");
        say(PASSED_OVER, LEAST, "30");
        say(PASSED_OVER, SIZE, "6");
        settings.look();
        assertThat(used).isEmpty();
        assertThat(state(settings, LEAST).refused().why()).isEqualTo("30-20");
        say(PASSED_OVER, MOST, "40");
        settings.look();
        assertThat(used).containsExactly("30-40");
        assertThat(state(settings, LEAST).refused()).isNull();
    }

    @Test
    void aBadValueAtTheStartOfWhatMayBePassedOverIsPassedOver() {
        say(BINDING, MOST, "30");
        say(PASSED_OVER, MOST, "a lot");
        LiveSettings settings = settings();
        assertThat(state(settings, MOST).value()).isEqualTo("30");
        assertThat(state(settings, MOST).refused().source()).isEqualTo(PASSED_OVER);
        assertThat(logged).hasSize(1);
    }

    @Test
    void whatDoesNotFitTogetherAtTheStartIsPassedOver() {
        say(PASSED_OVER, LEAST, "30");
        LiveSettings settings = settings();
        assertThat(settings.follow(List.of(LEAST, MOST), LiveSettingsTest::range, range -> {}))
                .isEqualTo("10-20");
        assertThat(state(settings, LEAST).refused().why()).isEqualTo("30-20");
    }

    @Test
    void aBadValueOfTheDeploymentStopsTheStart() {
        say(BINDING, MOST, "a lot");
        assertThatThrownBy(this::settings)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The setting most is not a whole number");
    }

    @Test
    void whatIsReadAtTheStartWaitsForTheNext() {
        LiveSettings settings = settings();
        say(PASSED_OVER, SIZE, "6");
        settings.look();
        assertThat(state(settings, SIZE).value()).isEqualTo("5");
        assertThat(state(settings, SIZE).waiting()).isTrue();
    }

    @Test
    void noValueOfASecretIsShown() {
        say(BINDING, PASSWORD, "hush");
        LiveSettings settings = settings();
        assertThat(state(settings, PASSWORD).value()).isEqualTo("***");
        assertThat(settings.text(PASSWORD.name())).contains("hush");
        assertThat(settings.report().toString()).doesNotContain("hush");
        assertThat(logged).isEmpty();
    }

    @Test
    void whoFailsToUseAChangeKeepsNobodyElseFromIt() {
        LiveSettings settings = settings();
        List<Long> used = new ArrayList<>();
        settings.follow(MOST, value -> {
            throw new IllegalStateException("broken");
        });
        settings.follow(MOST, used::add);
        say(PASSED_OVER, MOST, "50");
        settings.look();
        assertThat(used).containsExactly(50L);
    }

    @Test
    void aSettingIsDeclaredOnce() {
        assertThatThrownBy(() -> LiveSettings.fixed(name -> Optional.empty(), List.of(MOST, MOST)))
                .hasMessage("most is declared twice");
    }

    private static String range(Values values) {
        String range = values.get(LEAST) + "-" + values.get(MOST);
        if (values.get(LEAST) > values.get(MOST)) {
            throw new IllegalArgumentException(range);
        }
        return range;
    }

    private LiveSettings settings() {
        Lookup lookup = name -> sources.entrySet().stream()
                .filter(source -> source.getValue().containsKey(name))
                .map(source -> new Lookup.Said(
                        source.getValue().get(name),
                        source.getKey(),
                        source.getKey().equals(BINDING)))
                .toList();
        return new LiveSettings(lookup, List.of(LEAST, MOST, SIZE, PASSWORD), () -> now);
    }

    private void say(String source, Setting<?> setting, String value) {
        now = now.plusSeconds(1);
        sources.get(source).put(setting.name(), value);
    }

    private static SettingState state(LiveSettings settings, Setting<?> setting) {
        return settings.report().settings().stream()
                .filter(state -> state.name().equals(setting.name()))
                .findFirst()
                .orElseThrow();
    }
}
