package org.tradepost.cli.drill.fault;

import java.time.Instant;

/** Says what time it is, and how many waits of 100 ms fit into half a second. */
final class WrongClock {
    private static final long WAIT_MILLIS = 100;
    private static final long HALF_A_SECOND = 500_000_000;

    private WrongClock() {}

    public static void main(String[] args) throws InterruptedException {
        var now = Instant.now();
        var begin = System.nanoTime();
        int waits = 0;
        var monitor = new Object();
        synchronized (monitor) {
            while (System.nanoTime() - begin < HALF_A_SECOND) {
                monitor.wait(WAIT_MILLIS);
                waits++;
            }
        }
        System.out.println(now.getEpochSecond() + " " + waits);
    }
}
