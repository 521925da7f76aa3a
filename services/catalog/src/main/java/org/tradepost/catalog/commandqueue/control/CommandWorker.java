package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.catalog.commandqueue.entity.CommandState;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.DebugLog;

/**
 * Does the commands of one queue, one after the other. It holds each for the time of a lease; what has not ended by then, because the
 * process was killed, is claimed by somebody else. An end is taken from the latest claimer only.
 */
final class CommandWorker {

    /** A refusal is final at once; what fails otherwise is tried so many times, over some fifteen seconds. */
    static final int MOST_ATTEMPTS = 5;

    private static final Logger LOG = Logger.getLogger(CommandWorker.class.getName());
    private static final int AT_A_TIME = 10;
    /** Much longer than so many commands take. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration LOOK_UP = Duration.ofMillis(500);

    /** Somebody else has claimed the command since; rolls back what was done here. */
    private static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLost() {
            super("claimed by somebody else", null, false, false);
        }
    }

    private final String queue;
    private final CommandRows rows;
    private final CommandHandlers handlers;
    private final CommandTransaction transaction;
    private final BiConsumer<ClaimedCommand, String> ended;
    private final Semaphore calls = new Semaphore(0);

    /** @param ended is told how each attempt ended, in the words of the metric */
    CommandWorker(
            String queue,
            CommandRows rows,
            CommandHandlers handlers,
            CommandTransaction transaction,
            BiConsumer<ClaimedCommand, String> ended) {
        this.queue = queue;
        this.rows = rows;
        this.handlers = handlers;
        this.transaction = transaction;
        this.ended = ended;
    }

    /** There is work, accepted by this process; that of others is found when it looks next. */
    void call() {
        calls.release();
    }

    /** Does what may be begun, or waits a while for something. */
    Duration round() throws InterruptedException {
        calls.drainPermits();
        if (work() == 0 && calls.tryAcquire(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)) {
            DebugLog.fine(LOG, () -> "queue " + queue + " was called");
        }
        return Duration.ZERO;
    }

    /** Does what may be begun; answers how many it was. */
    int work() {
        List<ClaimedCommand> claimed = rows.claim(queue, AT_A_TIME, LEASE);
        for (ClaimedCommand command : claimed) {
            command.scene().correlation().during(() -> attempt(command));
        }
        return claimed.size();
    }

    private void attempt(ClaimedCommand command) {
        CommandHandler handler = handlers.find(command.type()).orElse(null);
        try {
            if (handler == null) {
                reject(command);
            } else if (command.attempt() > MOST_ATTEMPTS) {
                fail(command, "It did not end in " + MOST_ATTEMPTS + " attempts");
            } else {
                succeed(command, handler);
            }
        } catch (LeaseLost lost) {
            LOG.warning(() -> "command " + command.id() + " took so long that somebody else does it");
        } catch (ProblemException refusal) {
            fail(command, refusal.code().name() + ": " + refusal.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "command " + command.id() + " failed in attempt " + command.attempt(), e);
            tryAgain(command, e);
        }
    }

    private void succeed(ClaimedCommand command, CommandHandler handler) {
        if (handler.isTransactional()) {
            transaction.run(() -> done(command, handler.run(command)));
        } else {
            done(command, handler.run(command));
        }
        ended.accept(command, "done");
    }

    private boolean done(ClaimedCommand command, JsonNode result) {
        if (!rows.end(command, CommandState.DONE, result, null)) {
            throw new LeaseLost();
        }
        return true;
    }

    private void tryAgain(ClaimedCommand command, RuntimeException failure) {
        if (command.attempt() >= MOST_ATTEMPTS) {
            fail(command, failure.getClass().getSimpleName() + " in the last of " + MOST_ATTEMPTS + " attempts");
        } else {
            rows.retry(command, Duration.ofSeconds(1L << (command.attempt() - 1)));
            ended.accept(command, "retried");
        }
    }

    private void fail(ClaimedCommand command, String why) {
        if (rows.end(command, CommandState.FAILED, null, why)) {
            ended.accept(command, "failed");
        }
    }

    private void reject(ClaimedCommand command) {
        if (rows.end(command, CommandState.REJECTED, null, "No handler knows this type")) {
            LOG.warning(() -> "command " + command.id() + " was rejected: no handler knows the type " + command.type());
            ended.accept(command, "rejected");
        }
    }
}
