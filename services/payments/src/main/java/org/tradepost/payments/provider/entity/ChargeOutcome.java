package org.tradepost.payments.provider.entity;

/** What a provider says of a charge, or that it said nothing. */
public sealed interface ChargeOutcome {

    /** Final: the provider will say the same for ever. */
    sealed interface Settled extends ChargeOutcome {}

    record Charged(String chargeId) implements Settled {}

    record Declined(String reason) implements Settled {}

    /** Not charged, and never will be under this key. */
    record Voided() implements Settled {}

    /** The provider does not know the key yet; the charge may still be on its way. */
    record NotFound() implements ChargeOutcome {}

    /** The provider answered that it failed, which says nothing about the charge. */
    record Failed(String cause) implements ChargeOutcome {}

    /** The provider did not answer in time. */
    record NoAnswer() implements ChargeOutcome {}
}
