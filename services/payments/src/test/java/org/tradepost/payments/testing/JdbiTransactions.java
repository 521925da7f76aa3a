package org.tradepost.payments.testing;

import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.payments.transaction.control.Transactions;

/** Transactions without a container: Jdbi hands the thread's open handle to everything that uses the same Jdbi. */
public record JdbiTransactions(Jdbi jdbi) implements Transactions {

    @Override
    public <T> T call(Supplier<T> work) {
        return jdbi.inTransaction(handle -> work.get());
    }

    @Override
    public void rehearse(Runnable work) {
        jdbi.useTransaction(handle -> {
            work.run();
            handle.rollback();
        });
    }
}
