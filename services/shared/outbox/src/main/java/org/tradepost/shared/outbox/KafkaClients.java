package org.tradepost.shared.outbox;

import java.util.function.Supplier;

/** Kafka's clients load classes by the thread's context class loader; a managed thread may have another one than ours. */
final class KafkaClients {

    private KafkaClients() {}

    static <T> T inOwnClassLoader(Supplier<T> open) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaClients.class.getClassLoader());
        try {
            return open.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
