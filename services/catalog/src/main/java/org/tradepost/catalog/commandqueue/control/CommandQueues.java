package org.tradepost.catalog.commandqueue.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.commandqueue.control.AcceptCommands.Outcome;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;
import org.tradepost.shared.outbox.BackgroundLoop;
import org.tradepost.shared.problem.ProblemException;

/** The queues, from the start of the service to its end. */
@ApplicationScoped
public class CommandQueues {

    private static final Duration ADOPT_EVERY = Duration.ofMinutes(1);
    private static final Duration TO_STOP = Duration.ofSeconds(2);
    private static final Duration TO_FINISH = Duration.ofSeconds(5);

    @Inject
    QueueSettings settings;

    @Inject
    AcceptCommands accept;

    @Inject
    CommandRows rows;

    @Inject
    CommandHandlers handlers;

    @Inject
    CommandTransaction transaction;

    @Inject
    CommandMetrics metrics;

    @Inject
    Closing closing;

    @Resource
    ManagedThreadFactory threads;

    private final Map<String, Intake> intakes = new HashMap<>();
    private final Map<String, CommandWorker> workers = new ConcurrentHashMap<>();

    void onStartup(@Observes Startup event) {
        settings.sizes().keySet().forEach(queue -> workers.computeIfAbsent(queue, this::openWorker));
        settings.sizes().forEach(this::openIntake);
        run("abandoned-queues", this::adopt, Phase.WORK, TO_STOP);
    }

    /** What waits in a queue that is not configured, here or any more, is done all the same. */
    private Duration adopt() {
        rows.waitingQueues().forEach(queue -> workers.computeIfAbsent(queue, this::openWorker));
        return ADOPT_EVERY;
    }

    /**
     * Has a command accepted.
     *
     * @return its id, once it is sure to be done; exceptionally when it was refused
     * @throws ProblemException 404 when there is no such queue, 429 when its stage is full
     */
    public CompletableFuture<UUID> submit(Submission submission) {
        Intake intake = intakes.get(submission.queue());
        if (intake == null) {
            throw noSuchQueue();
        }
        CompletableFuture<Outcome.Accepted> answer;
        try {
            answer = intake.offer(submission);
        } catch (ProblemException full) {
            count(submission, "refused");
            throw full;
        }
        return answer.whenComplete((accepted, failure) -> {
                    if (accepted == null) {
                        count(submission, "refused");
                    } else if (!accepted.earlier()) {
                        count(submission, "accepted");
                        workers.get(submission.queue()).call();
                    }
                })
                .thenApply(Outcome.Accepted::id);
    }

    /** @throws ProblemException 404 when there is no such queue */
    public void require(String queue) {
        if (settings.size(queue).isEmpty()) {
            throw noSuchQueue();
        }
    }

    private static ProblemException noSuchQueue() {
        return new ProblemException(CatalogError.NO_SUCH_QUEUE, "There is no such queue");
    }

    private void count(Submission submission, String result) {
        metrics.count(submission.queue(), submission.type(), result);
    }

    private CommandWorker openWorker(String queue) {
        CommandWorker worker = new CommandWorker(
                queue,
                rows,
                handlers,
                transaction,
                (command, result) -> metrics.count(command.queue(), command.type(), result));
        run("commands-" + queue, worker::round, Phase.WORK, TO_FINISH);
        return worker;
    }

    private void openIntake(String queue, long size) {
        Intake intake = new Intake(queue, settings.stage(), group -> accept.accept(queue, size, group));
        intakes.put(queue, intake);
        closing.add(Phase.INTAKE, "the stage of queue " + queue, TO_STOP, atMost -> intake.close());
        run("intake-" + queue, intake::round, Phase.INTAKE, TO_STOP);
    }

    private void run(String name, BackgroundLoop.Step step, Phase phase, Duration toStop) {
        BackgroundLoop loop = new BackgroundLoop(name, step, () -> {});
        loop.start(threads);
        closing.add(phase, name, toStop, loop::stop);
    }
}
