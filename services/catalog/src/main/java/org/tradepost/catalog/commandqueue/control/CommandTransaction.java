package org.tradepost.catalog.commandqueue.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** Runs work in one transaction; a bean of its own because transactions begin at a bean's boundary. */
@ApplicationScoped
public class CommandTransaction {

    @Transactional
    public <T> T run(Supplier<T> work) {
        return work.get();
    }
}
