package org.tradepost.payments.provider.control;

import java.util.concurrent.CompletionStage;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeReturn;
import org.tradepost.payments.provider.entity.ReturnOutcome;

/**
 * The port to whoever moves the money. A stage that never completes is a provider that never answers; one that completes
 * exceptionally is a provider that failed. Neither says anything about the money.
 */
public interface PaymentProvider {

    /** Charges once per key; the same key again gives the first result again. */
    CompletionStage<ChargeOutcome> charge(Charge charge);

    /** What became of a charge. */
    CompletionStage<ChargeOutcome> find(String chargeKey);

    /** Makes sure that a key is never charged, also one it has not heard of, or says that it was charged already. */
    CompletionStage<ChargeOutcome> voidCharge(String chargeKey);

    /** Gives back once per key, never more in all than was charged. */
    CompletionStage<ReturnOutcome> giveBack(ChargeReturn chargeReturn);
}
