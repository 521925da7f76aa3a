package org.tradepost.shared.settings;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Settings in etcd, a key each. A watch says that something has changed; what holds then is read as a whole. Away at the start it is
 * as if nothing were there, until it comes.
 */
final class EtcdSource extends ChangingSource {

    /** So that a connection which is dead without anybody having said so is found out. */
    private static final Duration READ_AGAIN = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EtcdClient etcd;
    private long revision;
    private Thread following;

    EtcdSource(String name, int ordinal, EtcdClient etcd) {
        super(name, ordinal);
        this.etcd = etcd;
        try {
            read();
        } catch (IOException | IllegalArgumentException e) {
            failed(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    void begin(Runnable changed) {
        following = Thread.ofVirtual().name("settings-etcd").start(() -> follow(changed));
    }

    @Override
    public void close() {
        if (following != null) {
            following.interrupt();
        }
        etcd.close();
    }

    private void follow(Runnable changed) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (read()) {
                    changed.run();
                }
                etcd.awaitChange(revision, READ_AGAIN);
            } catch (IOException | IllegalArgumentException e) {
                failed(e.toString());
                if (!rested()) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean read() throws IOException, InterruptedException {
        EtcdClient.Snapshot now = etcd.read();
        revision = now.revision();
        return take(now.values());
    }

    private static boolean rested() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
