package org.tradepost.orders.checkout.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** The container's transactions. All statements of one use the same connection, whatever the container shares by itself. */
@ApplicationScoped
public class JtaTransactions implements Transactions {

    @Inject
    Jdbi jdbi;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transaction;

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public <T> T inNew(Supplier<T> work) {
        return jdbi.withHandle(handle -> work.get());
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void rehearse(Runnable work) {
        transaction.setRollbackOnly();
        jdbi.useHandle(handle -> work.run());
    }
}
