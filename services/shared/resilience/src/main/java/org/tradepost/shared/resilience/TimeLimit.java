package org.tradepost.shared.resilience;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends what takes too long by interrupting its thread. A virtual thread that waits for a socket is woken by that, and the socket is
 * closed; a platform thread is not, and goes on until the client's own read time-out. One timer thread serves all calls.
 */
final class TimeLimit implements AutoCloseable {

    private static final int RUNNING = 0;
    private static final int DONE = 1;
    private static final int INTERRUPTING = 2;
    private static final int INTERRUPTED = 3;
    private static final int CLEARED = 4;

    private final ScheduledThreadPoolExecutor timer;

    TimeLimit() {
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "call-limits");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** One call of the present thread, which must end it. */
    Watch begin(Duration limit) {
        Watch watch = new Watch(Thread.currentThread());
        watch.alarm = timer.schedule(watch, limit.toNanos(), TimeUnit.NANOSECONDS);
        return watch;
    }

    /** Repeats short work that never fails nor waits, on the timer's own thread. */
    void every(Duration interval, Runnable work) {
        var unused = timer.scheduleWithFixedDelay(work, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    static final class Watch implements Runnable {
        private final Thread thread;
        private final AtomicInteger state = new AtomicInteger(RUNNING);
        private Future<?> alarm;

        private Watch(Thread thread) {
            this.thread = thread;
        }

        @Override
        public void run() {
            if (state.compareAndSet(RUNNING, INTERRUPTING)) {
                thread.interrupt();
                state.set(INTERRUPTED);
            }
        }

        /**
         * Ends it; no interruption comes, or is left, afterwards.
         *
         * @return whether the time was up before
         */
        boolean end() {
            alarm.cancel(false);
            if (state.compareAndSet(RUNNING, DONE) || state.get() == DONE) {
                return false;
            }
            while (state.get() == INTERRUPTING) {
                Thread.onSpinWait();
            }
            if (state.compareAndSet(INTERRUPTED, CLEARED)) {
                Thread.interrupted();
            }
            return true;
        }
    }
}
