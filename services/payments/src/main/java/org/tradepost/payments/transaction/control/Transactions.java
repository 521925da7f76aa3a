package org.tradepost.payments.transaction.control;

import java.util.function.Supplier;

/** Transactions as the use cases need them: short ones, between the calls to the provider and never around one. */
public interface Transactions {

    /** Runs the work in the current transaction, or in one of its own that ends with it. */
    <T> T call(Supplier<T> work);

    /** Runs the work in a transaction of its own and takes everything back. */
    void rehearse(Runnable work);
}
