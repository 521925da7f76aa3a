package org.tradepost.shared.resilience;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.DebugLog;

/**
 * Stands before the calls of one client to one service: it refuses those that would most likely fail or are too many, ends those that
 * take too long, repeats those that may be repeated, and knows how they went.
 */
public final class Guard {

    /** Reads from an answer or an exception how a call went. */
    public interface Reading<T> {

        /** Neither success nor failure of who is called: the call did not get that far. */
        String NEITHER = "";

        /** The kind of failure, such as {@code HTTP 503}; null when the service is well, if only refusing. */
        String failure(T answer);

        /** Likewise; an exception counts as a failure unless this says otherwise. */
        default String failure(RuntimeException thrown) {
            return thrown.getClass().getSimpleName();
        }
    }

    /** Where time comes from and goes to. */
    record Time(LongSupplier nanoTime, InstantSource clock, DoubleSupplier random, Pause pause) {

        static final Time REAL = new Time(
                System::nanoTime,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextDouble(),
                delay -> TimeUnit.NANOSECONDS.sleep(delay.toNanos()));
    }

    /** Waits between an attempt and the next. */
    @FunctionalInterface
    interface Pause {
        void of(Duration delay) throws InterruptedException;
    }

    static final String TIMED_OUT = "timed out";
    private static final Logger LOG = Logger.getLogger(Guard.class.getName());

    private final String client;
    private volatile ClientPolicy policy;
    private final Time time;
    private final TimeLimit limit;
    private final Breaker breaker;
    private final RetryBudget budget;
    private final Places places;

    private final LongAdder retries = new LongAdder();
    private final LongAdder retriesRefused = new LongAdder();
    private final LongAdder refusedOpen = new LongAdder();
    private final LongAdder refusedFull = new LongAdder();

    Guard(String client, ClientPolicy policy, Time time, TimeLimit limit) {
        this.client = client;
        this.policy = policy;
        this.time = time;
        this.limit = limit;
        this.breaker = new Breaker(policy.breaker(), time.nanoTime(), time.clock());
        this.budget = new RetryBudget(policy.retryPercent(), policy.retryReserve());
        this.places = new Places(policy.bulkhead());
    }

    /** Does otherwise from now on; calls under way end as they began. */
    synchronized void use(ClientPolicy other) {
        places.resize(other.bulkhead() - policy.bulkhead());
        breaker.use(other.breaker());
        budget.use(other.retryPercent());
        policy = other;
    }

    /**
     * A call that was let in by {@link #enter}; exactly one of its methods ends it, the first that is called.
     */
    public final class Passage {
        private final long era;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Passage(long era) {
            this.era = era;
        }

        public void succeeded() {
            if (end()) {
                breaker.succeeded(era);
            }
        }

        /** @param kind such as {@code HTTP 503}; shown to operators, so without anything personal */
        public void failed(String kind) {
            if (end()) {
                breaker.failed(era, kind);
            }
        }

        /** It ended for reasons of our own: the service is neither well nor ill by that. */
        public void abandoned() {
            if (end()) {
                breaker.abandoned(era);
            }
        }

        private boolean end() {
            boolean first = open.compareAndSet(true, false);
            if (first) {
                places.release();
            }
            return first;
        }
    }

    /**
     * Lets one call in, for callers that wait for its answer elsewhere. It is not repeated, nor ended when it takes too long.
     *
     * @throws CallRefused if it must not be made
     */
    public Passage enter() {
        if (!places.tryAcquire()) {
            refusedFull.increment();
            throw new CallRefused(client, CallRefused.Reason.BULKHEAD_FULL, Duration.ofSeconds(1));
        }
        long era = breaker.enter();
        if (era < 0) {
            places.release();
            refusedOpen.increment();
            throw new CallRefused(
                    client, CallRefused.Reason.BREAKER_OPEN, breaker.refusing().orElse(Duration.ZERO));
        }
        budget.called();
        return new Passage(era);
    }

    /**
     * Makes a call once.
     *
     * @throws CallRefused if it is not made
     * @throws TimedOut if it took too long
     * @throws ProblemException 504 if nobody waits for it any more; then it is not made
     */
    public <T> T once(Supplier<T> call, Reading<T> reading) {
        Deadline.requireTime();
        Passage passage = enter();
        long began = time.nanoTime().getAsLong();
        Duration longest = limit();
        TimeLimit.Watch watch = limit.begin(longest);
        try {
            T answer = Deadline.in(longest, time.nanoTime()).carriedBy(call).get();
            tell(passage, reading.failure(answer), began);
            return answer;
        } catch (RuntimeException e) {
            boolean late = watch.end();
            tell(passage, late ? TIMED_OUT : reading.failure(e), began);
            throw late ? new TimedOut(client) : e;
        } finally {
            watch.end();
            passage.abandoned();
        }
    }

    /**
     * Makes a call that may be repeated, and repeats it after failures, as long as policy, budget and deadline allow. The thread waits
     * in between, so it must be one of those that may.
     *
     * @throws CallRefused if it is not made, not even once
     * @throws TimedOut if the last attempt took too long
     */
    public <T> T repeatedly(Supplier<T> call, Reading<T> reading) {
        for (int attempt = 0; ; attempt++) {
            try {
                T answer = once(call, reading);
                String failure = reading.failure(answer);
                if (failure == null || failure.isEmpty() || !waited(attempt)) {
                    return answer;
                }
            } catch (CallRefused | ProblemException refused) {
                throw refused;
            } catch (RuntimeException e) {
                if (!mayRepeat(e, reading) || !waited(attempt)) {
                    throw e;
                }
            }
        }
    }

    /** Takes a repetition out of the budget, for callers that repeat by themselves; it is made then. */
    public boolean mayRepeat() {
        if (budget.take()) {
            retries.increment();
            return true;
        }
        retriesRefused.increment();
        return false;
    }

    public String client() {
        return client;
    }

    boolean waitsForConnection() {
        return breaker.waitsForConnection();
    }

    /** Looks, if calls are refused because nobody could be reached, whether somebody can now. */
    void lookAgain(BooleanSupplier reachable) {
        if (reachable.getAsBoolean()) {
            breaker.reached();
        }
    }

    /** How long a refusal would last, if calls are being refused because too many failed. */
    public Optional<Duration> refusing() {
        return breaker.refusing();
    }

    /** How the calls went so far. */
    public GuardReport report() {
        return GuardReport.of(
                client,
                breaker.figures(),
                new GuardReport.Bulkhead(
                        policy.bulkhead(), policy.bulkhead() - places.availablePermits(), refusedFull.sum()),
                new GuardReport.Retries(retries.sum(), retriesRefused.sum()),
                refusedOpen.sum());
    }

    private static <T> boolean mayRepeat(RuntimeException e, Reading<T> reading) {
        if (e instanceof TimedOut) {
            return true;
        }
        String failure = reading.failure(e);
        return failure != null && !failure.isEmpty();
    }

    private void tell(Passage passage, String failure, long began) {
        long took = Duration.ofNanos(time.nanoTime().getAsLong() - began).toMillis();
        DebugLog.fine(LOG, () -> "called " + client + ", " + outcome(failure) + " after " + took + " ms");
        if (failure == null) {
            passage.succeeded();
        } else if (failure.equals(Reading.NEITHER)) {
            passage.abandoned();
        } else {
            passage.failed(failure);
        }
    }

    private static String outcome(String failure) {
        if (failure == null) {
            return "answered";
        }
        return failure.equals(Reading.NEITHER) ? "neither well nor failed" : failure;
    }

    private Duration limit() {
        Duration own = policy.timeOut();
        return Deadline.current()
                .map(Deadline::left)
                .filter(left -> left.compareTo(own) < 0)
                .orElse(own);
    }

    /** Whether another attempt may be made; it has been waited for then. */
    private boolean waited(int attempt) {
        if (attempt >= policy.retries() || breaker.refusing().isPresent()) {
            return false;
        }
        Duration delay = delay(attempt);
        if (Deadline.current().filter(d -> d.left().compareTo(delay) <= 0).isPresent()) {
            return false;
        }
        if (!mayRepeat()) {
            return false;
        }
        try {
            time.pause().of(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    /** Exponential, with jitter: between half of and the full nominal delay, so that those who failed together do not return together. */
    Duration delay(int attempt) {
        long nominal = policy.firstDelay().toNanos() << Math.min(attempt, 20);
        long bounded = Math.min(nominal, policy.longestDelay().toNanos());
        return Duration.ofNanos(
                bounded / 2 + (long) (bounded / 2.0 * time.random().getAsDouble()));
    }
}
