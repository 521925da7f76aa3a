package org.tradepost.users.password.control;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.users.password.entity.NewPassword;
import org.tradepost.users.password.entity.PasswordHash;

/**
 * Hashes and checks passwords with Argon2id on a few threads of its own, one less than there are processors, so that a
 * burst of logins leaves the others free to answer. What does not fit into the queue is refused at once.
 */
@ApplicationScoped
public class PasswordHashing {

    private static final int DIGEST_BYTES = 32;
    private static final String RETRY_AFTER_SECONDS = "2";
    /** Longer than any password that can have been chosen: not worth hashing, but as slow as any other. */
    private static final int LONGEST_CHECKED = 512;

    private final Argon2Function function;
    private final ThreadPoolExecutor threads;
    /** Checked when there is no account, so that the time of an answer does not tell whether there is one. */
    private final PasswordHash decoy;

    /** For the proxy of the container. */
    protected PasswordHashing() {
        function = null;
        threads = null;
        decoy = null;
    }

    @Inject
    public PasswordHashing(PasswordCost cost) {
        this(cost, threads(cost.queue()));
    }

    PasswordHashing(PasswordCost cost, ThreadPoolExecutor threads) {
        function = Argon2Function.getInstance(
                cost.memoryKib(), cost.iterations(), cost.parallelism(), DIGEST_BYTES, Argon2.ID);
        this.threads = threads;
        decoy = digest("decoy");
    }

    private static ThreadPoolExecutor threads(int queue) {
        int size = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        return new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().daemon().name("password-hashing-", 0).factory());
    }

    /** Hashes a new password. Completes on a hashing thread: continue elsewhere when there is more to do. */
    public CompletableFuture<PasswordHash> hash(NewPassword password) {
        return submit(() -> digest(password.value()));
    }

    /** Whether {@code candidate} is the password behind {@code hash}. */
    public CompletableFuture<Boolean> matches(String candidate, PasswordHash hash) {
        return submit(() -> check(candidate, hash));
    }

    /** Takes as long as {@link #matches} and is always false: for accounts that do not exist. */
    public CompletableFuture<Boolean> matchesNothing(String candidate) {
        return submit(() -> {
            check(candidate, decoy);
            return false;
        });
    }

    /**
     * Does {@code work} on a hashing thread. What is asked of it there with {@link #matchesNow} comes one after another, so that work
     * that looks before it hashes sees what the work before it found.
     */
    public <T> CompletableFuture<T> inTurn(Supplier<T> work) {
        return submit(work);
    }

    /**
     * Whether {@code candidate} is the password behind the hash; without one never, after the same time. Only for work that
     * is {@link #inTurn}.
     */
    public boolean matchesNow(String candidate, Optional<PasswordHash> hash) {
        return check(candidate, hash.orElse(decoy)) && hash.isPresent();
    }

    /** Hashes a password that was just found right but is stored at another cost than is configured now. */
    public CompletableFuture<PasswordHash> rehash(String confirmedPassword) {
        return submit(() -> digest(confirmedPassword));
    }

    /** Whether the hash was made at another cost than is configured now. */
    public boolean isOutdated(PasswordHash hash) {
        Argon2Function used = Argon2Function.getInstanceFromHash(hash.encoded());
        return used.getMemory() != function.getMemory()
                || used.getIterations() != function.getIterations()
                || used.getParallelism() != function.getParallelism()
                || used.getOutputLength() != function.getOutputLength()
                || used.getVariant() != function.getVariant();
    }

    @PreDestroy
    public void stop() {
        threads.shutdown();
    }

    private boolean check(String candidate, PasswordHash hash) {
        boolean tooLong = candidate.length() > LONGEST_CHECKED;
        boolean matches = Password.check(tooLong ? candidate.substring(0, LONGEST_CHECKED) : candidate, hash.encoded())
                .with(Argon2Function.getInstanceFromHash(hash.encoded()));
        return matches && !tooLong;
    }

    private PasswordHash digest(String password) {
        return new PasswordHash(
                Password.hash(password).addRandomSalt().with(function).getResult());
    }

    private <T> CompletableFuture<T> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, Correlation.carriedBy(threads));
        } catch (RejectedExecutionException e) {
            throw new ProblemException(
                            CommonError.SERVICE_UNAVAILABLE, "Too many passwords are being checked; try again shortly.")
                    .header("Retry-After", RETRY_AFTER_SECONDS);
        }
    }
}
