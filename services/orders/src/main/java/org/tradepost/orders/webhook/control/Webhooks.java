package org.tradepost.orders.webhook.control;

import io.opentelemetry.api.trace.Tracer;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.tradepost.orders.webhook.control.Receivers.AddressRefused;
import org.tradepost.orders.webhook.entity.ReceiverUrl;
import org.tradepost.orders.webhook.entity.RetrySchedule;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;
import org.tradepost.shared.outbox.BackgroundLoop;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The sending of webhooks, from the start of the service to its end. */
@ApplicationScoped
public class Webhooks {

    private static final Duration TO_STOP = Duration.ofSeconds(2);
    private static final Duration TO_FINISH = Duration.ofSeconds(5);

    @Inject
    WebhookSettings settings;

    @Inject
    DeliveryQueue queue;

    @Inject
    WebhookSecrets secrets;

    @Inject
    WebhookMetrics metrics;

    @Inject
    Tracer tracer;

    @Inject
    Closing closing;

    @Resource
    ManagedThreadFactory threads;

    private Receivers receivers;

    void onStartup(@Observes Startup event) {
        receivers = new Receivers(settings.addresses(), settings.timeOut, settings.receiverConcurrency);
        DeliverySender sender = new DeliverySender(
                queue,
                secrets,
                receivers,
                settings.signatures(),
                new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble()),
                new DeliverySender.Limits(settings.concurrency, settings.receiverConcurrency),
                settings.timeOut,
                Clock.systemUTC(),
                metrics::ended,
                tracer);
        BackgroundLoop loop = new BackgroundLoop("webhooks", sender::round, () -> {});
        loop.start(threads);
        closing.add(Phase.INTAKE, "the sender of webhooks", TO_STOP, loop::stop);
        closing.add(Phase.WORK, "webhooks under way", TO_FINISH, atMost -> {
            sender.finish(atMost);
            receivers.close();
        });
    }

    /**
     * Whether there may be a receiver, by what its name resolves to now.
     *
     * @return completes exceptionally with 422 when not
     */
    public CompletableFuture<Void> check(ReceiverUrl url) {
        return receivers.check(url).exceptionally(failure -> {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "url " + why(failure)).field("url", why(failure));
        });
    }

    private static String why(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof AddressRefused) {
            return "leads to no public address";
        }
        return cause instanceof UnknownHostException ? "names a host that cannot be found" : "cannot be checked";
    }
}
