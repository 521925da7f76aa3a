package org.tradepost.orders.checkout.control;

/** Is told where a saga is. Does nothing, unless a test wants the process to end there. */
public interface SagaProbe {

    void reached(CrashPoint point);
}
