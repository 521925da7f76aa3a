package org.tradepost.payments.transaction.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.function.Supplier;

/** The container's transactions. */
@ApplicationScoped
public class JtaTransactions implements Transactions {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    @Override
    @Transactional
    public <T> T call(Supplier<T> work) {
        return work.get();
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void rehearse(Runnable work) {
        registry.setRollbackOnly();
        work.run();
    }
}
