package org.tradepost.catalog.commandqueue.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tradepost.catalog.commandqueue.control.AcceptCommands.Outcome;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * The stage in front of one queue, in memory and bounded: producers wait there, without a thread, for the next transaction, which takes many
 * of them. When it is full, the next one is refused at once. Nothing in it has been accepted, so that a process that dies loses nothing.
 */
final class Intake {

    private static final int GROUP = 100;
    private static final Duration LOOK_UP = Duration.ofMillis(500);

    private record Producer(Submission submission, CompletableFuture<Outcome.Accepted> answer) {}

    private final String queue;
    private final BlockingQueue<Producer> stage;
    private final Function<List<Submission>, List<Outcome>> accept;
    private volatile boolean closed;

    /**
     * @param places on the stage
     * @param accept takes a group in one transaction
     */
    Intake(String queue, int places, Function<List<Submission>, List<Outcome>> accept) {
        this.queue = queue;
        this.stage = new ArrayBlockingQueue<>(places);
        this.accept = accept;
    }

    /**
     * Puts a submission on the stage.
     *
     * @return completes when its transaction has committed; exceptionally when it was refused
     * @throws ProblemException 429 when the stage is full
     */
    CompletableFuture<Outcome.Accepted> offer(Submission submission) {
        Producer producer = new Producer(submission, new CompletableFuture<>());
        if (!stage.offer(producer)) {
            throw AcceptCommands.full(queue);
        }
        if (closed) {
            turnAway();
        }
        return producer.answer();
    }

    /** Takes the next group, waiting a while for its first. */
    Duration round() throws InterruptedException {
        Producer first = stage.poll(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            List<Producer> group = new ArrayList<>(List.of(first));
            stage.drainTo(group, GROUP - 1);
            take(group);
        }
        return Duration.ZERO;
    }

    /** After this nobody waits here: whoever comes is turned away. */
    void close() {
        closed = true;
        turnAway();
    }

    private void take(List<Producer> group) {
        List<Outcome> outcomes;
        try {
            outcomes = accept.apply(group.stream().map(Producer::submission).toList());
        } catch (RuntimeException | Error failed) {
            // Theirs to hear of; the next group may do better.
            group.forEach(producer -> producer.answer().completeExceptionally(failed));
            return;
        }
        for (int i = 0; i < outcomes.size(); i++) {
            CompletableFuture<Outcome.Accepted> answer = group.get(i).answer();
            switch (outcomes.get(i)) {
                case Outcome.Accepted accepted -> answer.complete(accepted);
                case Outcome.Refused refused -> answer.completeExceptionally(refused.refusal());
            }
        }
    }

    private void turnAway() {
        Stream.generate(stage::poll).takeWhile(producer -> producer != null).forEach(producer -> producer.answer()
                .completeExceptionally(
                        new ProblemException(CommonError.SERVICE_UNAVAILABLE, "This server stops; nothing was accepted")
                                .header("Retry-After", "1")));
    }
}
