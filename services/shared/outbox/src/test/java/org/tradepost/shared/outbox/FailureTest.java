package org.tradepost.shared.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "22P02, REFUSED",
        "23505, REFUSED",
        "08006, AWAY",
        "08001, AWAY",
        "25006, AWAY",
        "28P01, AWAY",
        "40001, AWAY",
        "40P01, AWAY",
        "53300, AWAY",
        "55P03, AWAY",
        "57P01, AWAY",
        "57014, AWAY",
        "58030, AWAY",
        "42P01, UNCLEAR"
    })
    void theDatabaseSaysWhetherTheEventIsToBlame(String sqlState, Failure expected) {
        SQLException failure = new SQLException("m", sqlState);
        assertThat(Failure.of(failure)).isEqualTo(expected);
        assertThat(Failure.of(new IllegalStateException(failure))).isEqualTo(expected);
    }

    @Test
    void aDatabaseThatIsAwayIsNeverTheEventsFault() {
        assertThat(Failure.of(new ConnectionException(new SQLException("no connection"))))
                .isEqualTo(Failure.AWAY);
        assertThat(Failure.of(new IllegalArgumentException(new SQLTransientConnectionException("pool"))))
                .isEqualTo(Failure.AWAY);
        assertThat(Failure.of(new RuntimeException(new RollbackException("timed out"))))
                .isEqualTo(Failure.AWAY);
    }

    @Test
    void aHandlersRefusalIsTheEventsFault() {
        assertThat(Failure.of(new IllegalArgumentException("x"))).isEqualTo(Failure.REFUSED);
        assertThat(Failure.of(new NullPointerException())).isEqualTo(Failure.REFUSED);
        assertThat(Failure.of(new RuntimeException(new ClassCastException()))).isEqualTo(Failure.REFUSED);
    }

    @Test
    void whatNothingExplainsIsUnclear() {
        assertThat(Failure.of(new IllegalStateException("?"))).isEqualTo(Failure.UNCLEAR);
    }

    @Test
    void aReasonNamesClassesAndStatesButNoMessage() {
        String reason = Failure.reason(new IllegalStateException("alice", new SQLException("bob", "23505")));
        assertThat(reason)
                .startsWith("IllegalStateException of SQLException 23505 at FailureTest.")
                .doesNotContain("alice")
                .doesNotContain("bob");
        assertThat(Failure.reason(new NotHandled("no key"))).isEqualTo("no key");
    }
}
