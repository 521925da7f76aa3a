package org.tradepost.orders.checkout.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.problem.ProblemException;

class SagaThreadsTest {

    private final SagaThreads running = on(UseCases.executor(Runnable::run));
    private final SagaThreads stopping = on(UseCases.executor(work -> {
        throw new RejectedExecutionException();
    }));

    @Test
    void wantOfAConnectionIsARefusalOnlyAsLongAsNothingIsStored() {
        assertThat(failureOf(running.supply(SagaThreadsTest::noConnection))).isInstanceOf(ConnectionException.class);
        assertThat(failureOf(running.conclude(SagaThreadsTest::noConnection)))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(ConnectionException.class);
    }

    @Test
    void whileTheApplicationStopsNothingIsBegunAndWhatIsStoredIsToldNevertheless() {
        assertThat(stopping.conclude(() -> "stored").join()).isEqualTo("stored");
        assertThat(catchThrowable(() -> stopping.supply(() -> "begun")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code().status()).isEqualTo(503));
    }

    private static String noConnection() {
        throw new ConnectionException(new SQLException("none within 3 s"));
    }

    private static Throwable failureOf(CompletableFuture<?> work) {
        return work.handle((value, failure) ->
                        failure instanceof CompletionException wrapped ? wrapped.getCause() : failure)
                .join();
    }

    private static SagaThreads on(ManagedExecutorService executor) {
        SagaThreads threads = new SagaThreads();
        threads.executor = executor;
        return threads;
    }
}
