package org.tradepost.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

@Timeout(20)
class OutflowTest {

    private final Reader reader = new Reader();
    private final Outflow<String> out = new Outflow<>(reader, Duration.ofSeconds(20));

    @Test
    void nothingIsGivenToAReaderWhoTakesNothing() throws Exception {
        reader.room = 1;
        assertThat(out.send("a")).isTrue();
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> out.send("b"));
        assertThat(second.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS).get())
                .isNull();
        assertThat(reader.taken).containsExactly("a");

        reader.makeRoom();
        while (reader.taken.size() < 2) {
            Thread.onSpinWait();
        }
        assertThat(reader.taken).containsExactly("a", "b");
    }

    @Test
    void whoeverIsGoneIsWaitedForNoLonger() throws Exception {
        CompletableFuture<Boolean> sending = CompletableFuture.supplyAsync(() -> out.send("a"));
        reader.leave();
        assertThat(sending.get()).isFalse();
        assertThat(out.rest(Duration.ofHours(1))).isFalse();
        assertThat(reader.taken).isEmpty();
    }

    @Test
    void whoTakesNothingIsCutOff() {
        Outflow<String> impatient = new Outflow<>(reader, Duration.ofMillis(50));
        assertThatThrownBy(() -> impatient.send("a"))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(CommonError.REQUEST_TIMEOUT));
        assertThat(reader.taken).isEmpty();
    }

    /** Takes as many messages as it has room for. */
    private static final class Reader extends ServerCallStreamObserver<String> {

        private final List<String> taken = new CopyOnWriteArrayList<>();
        private volatile int room;
        private volatile boolean gone;
        private Runnable onReady;
        private Runnable onCancel;

        void makeRoom() {
            room++;
            onReady.run();
        }

        void leave() {
            gone = true;
            onCancel.run();
        }

        @Override
        public boolean isReady() {
            return taken.size() < room;
        }

        @Override
        public boolean isCancelled() {
            return gone;
        }

        @Override
        public void onNext(String message) {
            taken.add(message);
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {
            onReady = handler;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {
            onCancel = handler;
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}

        @Override
        public void setCompression(String compression) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}
    }
}
