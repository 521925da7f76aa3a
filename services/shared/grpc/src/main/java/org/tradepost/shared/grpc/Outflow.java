package org.tradepost.shared.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * The messages of a stream, written by one thread, which waits while the reader takes none: gRPC keeps what it is given until it is
 * sent.
 */
public final class Outflow<T> {

    private final ServerCallStreamObserver<T> out;
    private final Duration patience;
    /** Something has changed: there is room again, or the reader is gone. */
    private final Semaphore changed = new Semaphore(0);

    /** @param patience how long a reader may take nothing */
    Outflow(ServerCallStreamObserver<T> out, Duration patience) {
        this.out = out;
        this.patience = patience;
        out.setOnReadyHandler(changed::release);
        out.setOnCancelHandler(changed::release);
    }

    /**
     * Sends a message as soon as there is room for it; false when nobody wants it any more.
     *
     * @throws ProblemException 408 when the reader has taken nothing for too long
     */
    public boolean send(T message) {
        long end = System.nanoTime() + patience.toNanos();
        while (!out.isReady() && !out.isCancelled()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new ProblemException(CommonError.REQUEST_TIMEOUT, "Nobody read this stream");
            }
            if (!await(Duration.ofNanos(left))) {
                return false;
            }
        }
        if (out.isCancelled()) {
            return false;
        }
        out.onNext(message);
        return true;
    }

    /** Waits; false when nobody reads any more. */
    public boolean rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!out.isCancelled() && end - System.nanoTime() > 0) {
            if (!await(Duration.ofNanos(end - System.nanoTime()))) {
                return false;
            }
        }
        return !out.isCancelled();
    }

    void complete() {
        if (!out.isCancelled()) {
            out.onCompleted();
        }
    }

    void fail(Throwable failure) {
        if (!out.isCancelled()) {
            out.onError(failure);
        }
    }

    /** False when the server stops. */
    private boolean await(Duration atMost) {
        try {
            changed.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            changed.drainPermits();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
