package org.tradepost.payments.provider.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeReturn;
import org.tradepost.payments.provider.entity.ReturnOutcome;
import org.tradepost.shared.rest.DebugLog;

/**
 * Asks the provider and waits for it, but not for ever: silence and failure are outcomes, not exceptions. To be called
 * outside any transaction.
 */
@ApplicationScoped
public class ProviderCalls {
    private static final Logger LOG = Logger.getLogger(ProviderCalls.class.getName());

    private PaymentProvider provider;
    private Duration timeout;

    protected ProviderCalls() {
        // for the container's proxy
    }

    @Inject
    public ProviderCalls(
            PaymentProvider provider,
            @ConfigProperty(name = "tradepost.payments.provider-timeout", defaultValue = "PT3S") Duration timeout) {
        this.provider = provider;
        this.timeout = timeout;
    }

    /**
     * Charges. A provider that says it failed is asked once more at once, under the same key and within the same time:
     * most failures are momentary, and the key makes it safe.
     */
    public ChargeOutcome charge(Charge charge) {
        long deadline = System.nanoTime() + timeout.toNanos();
        ChargeOutcome first = await(() -> provider.charge(charge), deadline);
        return first instanceof ChargeOutcome.Failed ? await(() -> provider.charge(charge), deadline) : first;
    }

    public ChargeOutcome find(String chargeKey) {
        return await(() -> provider.find(chargeKey), System.nanoTime() + timeout.toNanos());
    }

    public ChargeOutcome voidCharge(String chargeKey) {
        return await(() -> provider.voidCharge(chargeKey), System.nanoTime() + timeout.toNanos());
    }

    public ReturnOutcome giveBack(ChargeReturn chargeReturn) {
        return await(
                () -> provider.giveBack(chargeReturn),
                System.nanoTime() + timeout.toNanos(),
                ReturnOutcome.Unknown::new,
                () -> new ReturnOutcome.Unknown("no answer"));
    }

    private ChargeOutcome await(Supplier<CompletionStage<ChargeOutcome>> call, long deadline) {
        return await(call, deadline, ChargeOutcome.Failed::new, ChargeOutcome.NoAnswer::new);
    }

    private static <T> T await(
            Supplier<CompletionStage<T>> call, long deadline, Function<String, T> failed, Supplier<T> silent) {
        try {
            return call.get().toCompletableFuture().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            DebugLog.fine(LOG, "the payment provider did not answer in time", e);
            return silent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return silent.get();
        } catch (ExecutionException e) {
            return failed(e.getCause(), failed);
        } catch (RuntimeException e) {
            return failed(e, failed);
        }
    }

    /** One line a failure: while a provider is down there are many, and their traces all say the same. */
    private static <T> T failed(Throwable cause, Function<String, T> failed) {
        LOG.warning(() -> "the payment provider failed: " + cause);
        DebugLog.fine(LOG, "the payment provider failed", cause);
        return failed.apply(String.valueOf(cause.getMessage()));
    }
}
