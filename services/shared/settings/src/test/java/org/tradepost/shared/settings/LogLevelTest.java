package org.tradepost.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.rest.DebugLog;

class LogLevelTest {

    private static final Logger LOG = Logger.getLogger("org.tradepost.example");

    private final List<String> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @AfterEach
    void reset() {
        LOG.removeHandler(handler);
        LogLevel.INFO.apply();
    }

    @Test
    void fineShowsWhatNoServerShowsByItselfAndWarningNothingBelow() {
        handler.setLevel(Level.INFO);
        LOG.addHandler(handler);
        say("1");
        LogLevel.FINE.apply();
        say("2");
        LogLevel.WARNING.apply();
        say("3");
        LogLevel.SEVERE.apply();
        LOG.warning("4");
        LOG.severe("4");
        assertThat(logged)
                .containsExactly("INFO said 1", "INFO detail 2", "INFO said 2", "WARNING warned 3", "SEVERE 4");
    }

    private static void say(String number) {
        DebugLog.fine(LOG, () -> "detail " + number);
        LOG.info("said " + number);
        if (number.equals("3")) {
            LOG.warning("warned " + number);
        }
    }
}
