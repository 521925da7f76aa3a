package org.tradepost.payments.provider.entity;

/** What a provider says of a refund. */
public sealed interface ReturnOutcome {

    record Returned() implements ReturnOutcome {}

    /** Final: the provider will never pay this back. */
    record Refused(String reason) implements ReturnOutcome {}

    /** It failed or did not answer: the money may have gone back or not. */
    record Unknown(String cause) implements ReturnOutcome {}
}
