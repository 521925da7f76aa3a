package org.tradepost.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.shared.testkit.EtcdServer;

class EtcdSourceTest {

    private static final String LEVEL = "tradepost.log.level";
    private static final String KEY = "/tradepost/" + LEVEL;

    @TempDir
    Path data;

    private final Semaphore told = new Semaphore(0);
    private EtcdServer etcd;
    private EtcdSource source;

    @AfterEach
    void stop() throws InterruptedException {
        if (source != null) {
            source.close();
        }
        if (etcd != null) {
            etcd.close();
        }
    }

    @Test
    void isToldWhenAKeyOfItsPrefixIsPutChangedOrDeleted() throws Exception {
        etcd = EtcdServer.start(data);
        etcd.put(KEY, "INFO");
        etcd.put("/other/" + LEVEL, "SEVERE");
        begin(Optional.empty(), Optional.empty());
        assertThat(source.values()).hasSize(1).containsEntry(LEVEL, "INFO");
        etcd.put(KEY, "FINE");
        awaitChange();
        assertThat(source.getValue(LEVEL)).isEqualTo("FINE");
        etcd.delete(KEY);
        awaitChange();
        assertThat(source.getValue(LEVEL)).isNull();
    }

    @Test
    void killedItLeavesTheValuesAndStartedAgainItIsHeardOfAgain() throws Exception {
        etcd = EtcdServer.start(data);
        etcd.put(KEY, "FINE");
        begin(Optional.empty(), Optional.empty());
        etcd.kill();
        until(() -> !source.state().readable());
        assertThat(source.getValue(LEVEL)).isEqualTo("FINE");
        etcd.startAgain();
        etcd.put(KEY, "WARNING");
        awaitChange();
        assertThat(source.getValue(LEVEL)).isEqualTo("WARNING");
        assertThat(source.state().readable()).isTrue();
    }

    @Test
    void awayAtTheStartItIsHeardOfWhenItComes() throws Exception {
        etcd = EtcdServer.away(data);
        begin(Optional.empty(), Optional.empty());
        assertThat(source.values()).isEmpty();
        assertThat(source.state().readable()).isFalse();
        etcd.startAgain();
        etcd.put(KEY, "FINE");
        awaitChange();
        assertThat(source.getValue(LEVEL)).isEqualTo("FINE");
    }

    @Test
    void aUserMayBeDemanded() throws Exception {
        etcd = EtcdServer.start(data);
        etcd.put(KEY, "FINE");
        String password = Long.toString(System.nanoTime());
        etcd.protect(password);
        begin(Optional.of("root"), Optional.of(password));
        assertThat(source.getValue(LEVEL)).isEqualTo("FINE");
        try (EtcdSource wrong = source(Optional.of("root"), Optional.of("wrong"))) {
            assertThat(wrong.values()).isEmpty();
            assertThat(wrong.state().trouble()).contains("etcd answers 400").doesNotContain("wrong");
        }
    }

    private void begin(Optional<String> user, Optional<String> password) {
        source = source(user, password);
        source.begin(told::release);
    }

    private EtcdSource source(Optional<String> user, Optional<String> password) {
        return new EtcdSource(Sources.ETCD, 330, new EtcdClient(etcd.url(), "/tradepost/", user, password));
    }

    private void awaitChange() throws InterruptedException {
        assertThat(told.tryAcquire(5, TimeUnit.SECONDS)).as("told within 5 s").isTrue();
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
