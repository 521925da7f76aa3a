package org.tradepost.orders.checkout.control;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.orders.checkout.control.CrashPoint.Moment;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.checkout.entity.SagaStep;
import org.tradepost.orders.checkout.entity.SagaStep.Compensating;
import org.tradepost.orders.checkout.entity.SagaStep.Forward;
import org.tradepost.orders.checkout.entity.SagaStep.GivingBack;
import org.tradepost.orders.ordering.entity.OrderId;

/** Surrounds what a saga works with, so that a test can let it die at any {@link CrashPoint}. */
final class CrashingSaga {

    /** A crash: everything after it is lost. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Jdbi jdbi;
    final List<CrashPoint> reached = new ArrayList<>();
    CrashPoint crashAt;
    private SagaStep asked;
    private boolean finished;

    CrashingSaga(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The participants with a crash point before and after every call. */
    <T> T around(Participants participants, Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    asked = step(method, arguments);
                    reached(Moment.BEFORE_EFFECT);
                    Object outcome = call(participants, method, arguments);
                    reached(Moment.AFTER_EFFECT);
                    return outcome;
                }));
    }

    /** The store with a crash point behind every record. */
    SagaStore store() {
        return new SagaStore(jdbi) {
            @Override
            public boolean record(SagaInstance saga, Lease lease) {
                return recorded(super.record(saga, lease));
            }

            @Override
            public boolean recordAndYield(SagaInstance saga, Duration delay, Lease lease) {
                return recorded(super.recordAndYield(saga, delay, lease));
            }

            @Override
            public boolean finish(SagaInstance saga, Lease lease) {
                asked = saga.step();
                finished = super.finish(saga, lease);
                return finished;
            }
        };
    }

    /** Transactions with a crash point behind the one that ends a saga. */
    Transactions transactions() {
        return new Transactions() {
            @Override
            public <T> T inNew(Supplier<T> work) {
                finished = false;
                T result = jdbi.inTransaction(handle -> work.get());
                recorded(finished);
                return result;
            }

            @Override
            public void rehearse(Runnable work) {
                jdbi.useTransaction(handle -> {
                    work.run();
                    handle.rollback();
                });
            }
        };
    }

    private boolean recorded(boolean done) {
        if (done) {
            reached(Moment.RECORDED);
        }
        return done;
    }

    private void reached(Moment moment) {
        CrashPoint point = new CrashPoint(asked, moment);
        reached.add(point);
        if (point.equals(crashAt)) {
            crashAt = null;
            throw new Crash();
        }
    }

    private static Object call(Participants participants, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(participants, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private SagaStep step(Method method, Object[] arguments) {
        OrderId order = (OrderId) arguments[0];
        boolean compensation =
                arguments.length > 1 && CheckoutSaga.compensationId(order).equals(arguments[1]);
        return switch (method.getName()) {
            case "reserve" -> Forward.RESERVE;
            case "pay" -> Forward.PAY;
            case "query" -> Forward.QUERY_PAYMENT;
            case "voidPayment" -> isCompensating(order) ? Compensating.CANCEL_PAYMENT : Forward.VOID_PAYMENT;
            case "commit" -> Forward.CONFIRM;
            case "release" -> Compensating.RELEASE_STOCK;
            case "refund" -> compensation ? Compensating.RETURN_PAYMENT : GivingBack.REFUND_PAYMENT;
            case "restock" -> compensation ? Compensating.RETURN_STOCK : GivingBack.RESTOCK;
            default -> throw new IllegalArgumentException("no step calls " + method);
        };
    }

    private boolean isCompensating(OrderId order) {
        return jdbi.withHandle(h -> h.createQuery("SELECT direction = 'COMPENSATING' FROM saga WHERE id = :id")
                .bind("id", order.value())
                .mapTo(Boolean.class)
                .one());
    }
}
