package org.tradepost.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a logger that lets through what servers do: INFO and above. */
class DebugLogTest {

    private static final Correlation OTHER = Correlation.of("other", null);
    private static final Correlation DEBUGGED = Correlation.of("debugged", null).debugged();

    private final Logger logger = Logger.getLogger("org.tradepost.tested");
    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord told) {
            records.add(told);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setLevel(null);
        Correlation.set(null);
    }

    @Test
    void aDebuggedRequestIsSeenAndNamesWhereItWasLogged() {
        Correlation.set(DEBUGGED);
        DebugLog.fine(logger, () -> "a step");
        assertThat(records).singleElement().satisfies(told -> {
            assertThat(told.getLevel()).isEqualTo(Level.INFO);
            assertThat(told.getMessage()).isEqualTo("a step");
            assertThat(told.getSourceClassName()).isEqualTo(DebugLogTest.class.getName());
            assertThat(told.getSourceMethodName()).isEqualTo("aDebuggedRequestIsSeenAndNamesWhereItWasLogged");
        });
    }

    @Test
    void itsFailuresAreSeen() {
        Correlation.set(DEBUGGED);
        RuntimeException failure = new IllegalStateException("broken");
        DebugLog.fine(logger, "a step failed", failure);
        assertThat(records).singleElement().extracting(LogRecord::getThrown).isSameAs(failure);
    }

    @Test
    void anotherRequestIsNotAndItsLinesAreNotEvenMade() {
        Correlation.set(OTHER);
        sayNothing();
    }

    @Test
    void norIsWhatBelongsToNoRequest() {
        sayNothing();
    }

    private void sayNothing() {
        DebugLog.fine(logger, () -> {
            throw new AssertionError("made in vain");
        });
        DebugLog.fine(logger, "a step failed", new IllegalStateException());
        DebugLog.fine(logger, OTHER, () -> {
            throw new AssertionError("made in vain");
        });
        assertThat(records).isEmpty();
    }

    @Test
    void whereTheLoggerIsSetToFineEveryLineIsThereAtItsOwnLevel() {
        logger.setLevel(Level.FINE);
        DebugLog.fine(logger, () -> "a step");
        assertThat(records).singleElement().satisfies(told -> {
            assertThat(told.getLevel()).isEqualTo(Level.FINE);
            assertThat(told.getSourceClassName()).isEqualTo(DebugLogTest.class.getName());
        });
    }

    @Test
    void aThreadThatWorksForManySaysWhomItSpeaksOf() {
        Correlation.set(OTHER);
        DebugLog.fine(
                logger, DEBUGGED, () -> "a step of " + Correlation.current().requestId());
        assertThat(records).singleElement().satisfies(told -> {
            assertThat(told.getMessage()).isEqualTo("a step of debugged");
            assertThat(told.getSourceClassName()).isEqualTo(DebugLogTest.class.getName());
        });
        assertThat(Correlation.current()).isEqualTo(OTHER);
    }

    @Test
    void itGoesAlongToTheThreadThatGoesOnWithTheWorkAndNoFurther() throws Exception {
        try (var thread = Executors.newSingleThreadExecutor()) {
            Correlation.set(DEBUGGED);
            thread.submit(Correlation.carriedBy(() -> DebugLog.fine(logger, () -> "carried")))
                    .get(10, TimeUnit.SECONDS);
            thread.submit(() -> DebugLog.fine(logger, () -> "somebody else's")).get(10, TimeUnit.SECONDS);
        }
        assertThat(records).extracting(LogRecord::getMessage).containsExactly("carried");
    }
}
