package org.tradepost.payments.sandbox.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tradepost.payments.provider.control.PaymentProvider;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeReturn;
import org.tradepost.payments.provider.entity.ReturnOutcome;
import org.tradepost.payments.sandbox.entity.SandboxToken;
import org.tradepost.payments.sandbox.entity.SandboxToken.Declines;
import org.tradepost.payments.sandbox.entity.SandboxToken.FailsOnce;
import org.tradepost.payments.sandbox.entity.SandboxToken.NeverAnswers;
import org.tradepost.payments.sandbox.entity.SandboxToken.Pays;
import org.tradepost.payments.sandbox.entity.SandboxToken.Slow;

/**
 * The bank as a provider. What answers at once does so on the caller's thread; what is slow waits as a timer, and what
 * never answers as nothing at all, so that neither holds a thread, a connection or a transaction.
 */
@ApplicationScoped
public class SandboxProvider implements PaymentProvider {
    private SandboxBank bank;

    @Resource
    private ManagedScheduledExecutorService managedTimer;

    private ScheduledExecutorService timer;

    protected SandboxProvider() {
        // for the container's proxy
    }

    @Inject
    public SandboxProvider(SandboxBank bank) {
        this.bank = bank;
    }

    /** Outside a container. */
    public SandboxProvider(SandboxBank bank, ScheduledExecutorService timer) {
        this.bank = bank;
        this.timer = timer;
    }

    @Override
    public CompletionStage<ChargeOutcome> charge(Charge charge) {
        return switch (SandboxToken.parse(charge.token())) {
            case Pays pays -> now(() -> bank.charge(charge));
            case Declines declines -> now(() -> bank.decline(charge, declines.reason()));
            case FailsOnce failsOnce -> now(() -> failOnceThenCharge(charge));
            case Slow slow -> after(slow.delay(), () -> bank.charge(charge));
            case NeverAnswers silent -> {
                if (silent.charges()) {
                    bank.charge(charge);
                }
                yield new CompletableFuture<>();
            }
        };
    }

    @Override
    public CompletionStage<ChargeOutcome> find(String chargeKey) {
        return now(() -> bank.find(chargeKey));
    }

    @Override
    public CompletionStage<ChargeOutcome> voidCharge(String chargeKey) {
        return now(() -> bank.voidCharge(chargeKey));
    }

    @Override
    public CompletionStage<ReturnOutcome> giveBack(ChargeReturn chargeReturn) {
        return now(() -> bank.giveBack(chargeReturn));
    }

    private ChargeOutcome failOnceThenCharge(Charge charge) {
        if (bank.firstFailureOf(charge.key())) {
            return new ChargeOutcome.Failed("the sandbox bank fails once for this token");
        }
        return bank.charge(charge);
    }

    private static <T> CompletionStage<T> now(Supplier<T> answer) {
        try {
            return CompletableFuture.completedFuture(answer.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T> CompletionStage<T> after(Duration delay, Supplier<T> answer) {
        CompletableFuture<T> future = new CompletableFuture<>();
        ScheduledExecutorService executor = timer == null ? managedTimer : timer;
        executor.schedule(
                () -> {
                    try {
                        future.complete(answer.get());
                    } catch (RuntimeException e) {
                        future.completeExceptionally(e);
                    }
                },
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
        return future;
    }
}
