package org.tradepost.orders.checkout.control;

import java.util.function.Supplier;

/** Runs work in one database transaction of its own; an exception rolls it back. */
public interface Transactions {

    <T> T inNew(Supplier<T> work);

    /** Runs work and takes it back, whatever happens. */
    void rehearse(Runnable work);
}
