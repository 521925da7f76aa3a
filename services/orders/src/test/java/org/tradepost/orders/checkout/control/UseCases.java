package org.tradepost.orders.checkout.control;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Draining;

/** The use cases as the container would wire them. */
final class UseCases {

    private UseCases() {}

    static GivingBack givingBack(CheckoutFixture checkout) {
        return new GivingBack(
                checkout.orders, checkout.queries, checkout.refunds, checkout.sagas, checkout.requests, checkout.audit);
    }

    static ResumeOrder resume(CheckoutFixture checkout) {
        ResumeOrder resume = new ResumeOrder();
        resume.transactions = checkout.transactions;
        resume.givingBack = givingBack(checkout);
        resume.orders = checkout.orders;
        resume.sagas = checkout.sagas;
        resume.facts = checkout.facts;
        resume.outcomes = new SagaOutcomes();
        resume.audit = checkout.audit;
        return resume;
    }

    static RefundOrder refund(CheckoutFixture checkout) {
        RefundOrder refund = new RefundOrder();
        refund.transactions = checkout.transactions;
        refund.givingBack = givingBack(checkout);
        refund.refunds = checkout.refunds;
        refund.outcomes = new SagaOutcomes();
        refund.settings = settings();
        refund.runner = runner(checkout, 8);
        return refund;
    }

    static CancelOrder cancel(CheckoutFixture checkout) {
        CancelOrder cancel = new CancelOrder();
        cancel.transactions = checkout.transactions;
        cancel.givingBack = givingBack(checkout);
        cancel.orders = checkout.orders;
        cancel.refunds = checkout.refunds;
        cancel.facts = checkout.facts;
        cancel.outcomes = new SagaOutcomes();
        cancel.settings = settings();
        cancel.runner = runner(checkout, 8);
        return cancel;
    }

    static PlaceOrder placing(CheckoutFixture checkout) {
        PlaceOrder placing = new PlaceOrder();
        placing.transactions = checkout.transactions;
        placing.orders = checkout.orders;
        placing.queries = checkout.queries;
        placing.facts = checkout.facts;
        placing.requests = checkout.requests;
        placing.customers = user -> true;
        placing.runner = runner(checkout, 8);
        placing.settings = settings();
        placing.outcomes = placing.runner.outcomes;
        placing.meters = checkout.meters;
        placing.threads = placing.runner.threads;
        placing.threads.executor = executor(work -> {
            Thread thread = Thread.ofVirtual().start(work);
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return placing;
    }

    /** A runner whose executor runs everything at once, in the caller's thread. */
    static SagaRunner runner(CheckoutFixture checkout, int slots) {
        SagaRunner runner = new SagaRunner();
        runner.draining = new Draining();
        runner.closings = new Closing();
        runner.settings = settings();
        runner.settings.concurrency = slots;
        runner.saga = checkout.saga();
        runner.sagas = checkout.sagas;
        runner.loader = checkout.loader;
        runner.outcomes = new SagaOutcomes();
        runner.meters = checkout.meters;
        runner.threads = new SagaThreads();
        runner.threads.executor = executor(Runnable::run);
        runner.open(null);
        return runner;
    }

    static ManagedExecutorService executor(Executor executor) {
        return (ManagedExecutorService) Proxy.newProxyInstance(
                UseCases.class.getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> {
                    executor.execute((Runnable) arguments[0]);
                    return null;
                });
    }

    static SagaSettings settings() {
        SagaSettings settings = new SagaSettings();
        settings.lease = CheckoutFixture.LEASE;
        settings.leaseMargin = Duration.ofSeconds(3);
        settings.recoveryConcurrency = 4;
        settings.postponeBroken = Duration.ofSeconds(30);
        return settings;
    }
}
