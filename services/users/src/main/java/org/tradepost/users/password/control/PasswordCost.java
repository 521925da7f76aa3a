package org.tradepost.users.password.control;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What a password hash costs. The defaults (19 MiB, two passes, one lane) are OWASP's minimum for Argon2id; a login
 * after a change stores the password anew at the new cost.
 */
@Dependent
public class PasswordCost {

    private final int memoryKib;
    private final int iterations;
    private final int parallelism;
    private final int queue;

    @Inject
    public PasswordCost(
            @ConfigProperty(name = "tradepost.users.password.memory-kib") int memoryKib,
            @ConfigProperty(name = "tradepost.users.password.iterations") int iterations,
            @ConfigProperty(name = "tradepost.users.password.parallelism") int parallelism,
            @ConfigProperty(name = "tradepost.users.password.queue") int queue) {
        this.memoryKib = atLeast(8 * parallelism, memoryKib, "memory-kib");
        this.iterations = atLeast(1, iterations, "iterations");
        this.parallelism = atLeast(1, parallelism, "parallelism");
        this.queue = atLeast(1, queue, "queue");
    }

    private static int atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException("tradepost.users.password." + name + " must be at least " + least);
        }
        return value;
    }

    public int memoryKib() {
        return memoryKib;
    }

    public int iterations() {
        return iterations;
    }

    public int parallelism() {
        return parallelism;
    }

    /** How many hashes may wait before further ones are refused. */
    public int queue() {
        return queue;
    }
}
