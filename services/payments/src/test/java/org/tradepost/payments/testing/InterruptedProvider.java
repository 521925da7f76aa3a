package org.tradepost.payments.testing;

import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.tradepost.payments.provider.control.PaymentProvider;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeReturn;
import org.tradepost.payments.provider.entity.ReturnOutcome;

/** A provider on which a test can step in before it acts, and change or hold back what it says. */
public final class InterruptedProvider implements PaymentProvider {
    private static final Runnable NOTHING = () -> {};

    private final PaymentProvider provider;
    public volatile Runnable beforeCharge = NOTHING;
    public volatile Runnable beforeVoid = NOTHING;
    public volatile Runnable beforeGiveBack = NOTHING;
    public volatile UnaryOperator<CompletionStage<ChargeOutcome>> charged = UnaryOperator.identity();
    public volatile UnaryOperator<CompletionStage<ChargeOutcome>> found = UnaryOperator.identity();
    public volatile UnaryOperator<CompletionStage<ChargeOutcome>> voided = UnaryOperator.identity();
    public volatile UnaryOperator<CompletionStage<ReturnOutcome>> givenBack = UnaryOperator.identity();

    public InterruptedProvider(PaymentProvider provider) {
        this.provider = provider;
    }

    /** Lets everything through again. */
    public void resume() {
        beforeCharge = NOTHING;
        beforeVoid = NOTHING;
        beforeGiveBack = NOTHING;
        charged = UnaryOperator.identity();
        found = UnaryOperator.identity();
        voided = UnaryOperator.identity();
        givenBack = UnaryOperator.identity();
    }

    @Override
    public CompletionStage<ChargeOutcome> charge(Charge charge) {
        beforeCharge.run();
        return charged.apply(provider.charge(charge));
    }

    @Override
    public CompletionStage<ChargeOutcome> find(String chargeKey) {
        return found.apply(provider.find(chargeKey));
    }

    @Override
    public CompletionStage<ChargeOutcome> voidCharge(String chargeKey) {
        beforeVoid.run();
        return voided.apply(provider.voidCharge(chargeKey));
    }

    @Override
    public CompletionStage<ReturnOutcome> giveBack(ChargeReturn chargeReturn) {
        beforeGiveBack.run();
        return givenBack.apply(provider.giveBack(chargeReturn));
    }
}
