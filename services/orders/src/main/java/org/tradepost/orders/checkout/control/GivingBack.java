package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.checkout.entity.SagaKind;
import org.tradepost.orders.ordering.control.OrderDetails;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.idempotency.IdempotencyRecords;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** What refunds and cancellations have in common: the lock, the key, and the saga they are carried out by. */
@ApplicationScoped
public class GivingBack {
    private final OrderStore orders;
    private final OrderQueries queries;
    private final RefundStore refunds;
    private final SagaStore sagas;
    private final IdempotencyRecords requests;
    private final AuditTrail audit;

    @Inject
    public GivingBack(
            OrderStore orders,
            OrderQueries queries,
            RefundStore refunds,
            SagaStore sagas,
            IdempotencyRecords requests,
            AuditTrail audit) {
        this.orders = orders;
        this.queries = queries;
        this.refunds = refunds;
        this.sagas = sagas;
        this.requests = requests;
        this.audit = audit;
    }

    /** For the container's proxy only. */
    protected GivingBack() {
        this(null, null, null, null, null, null);
    }

    /** The refund that this request made before. While such a request runs, another one is refused. */
    public Optional<UUID> madeBefore(Optional<RequestKey> key) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        RequestKey request = key.get();
        if (!requests.tryLock(request.caller(), request.key())) {
            throw new ProblemException(
                            CommonError.REQUEST_IN_FLIGHT, "A request with this Idempotency-Key is being processed")
                    .header("Retry-After", "1");
        }
        return requests.find(request.caller(), request.key())
                .map(found -> found.requireSame(request.fingerprint()).resourceId());
    }

    /**
     * The order, locked until the transaction ends.
     *
     * @throws ProblemException 404 when there is none
     */
    public OrderDetails locked(UUID order) {
        if (!orders.lock(new OrderId(order))) {
            throw notFound(order);
        }
        return queries.find(order).orElseThrow();
    }

    static ProblemException notFound(UUID order) {
        return new ProblemException(CommonError.NOT_FOUND, "There is no order " + order);
    }

    /** Stores the refund, its saga and the key. */
    public SagaWork store(Order order, Refund refund, Optional<RequestKey> key, Lease lease) {
        refunds.insert(refund);
        SagaInstance saga = SagaInstance.givingBack(refund.id(), refund.kind(), refund.orderId(), order.paymentId());
        sagas.insert(saga, lease);
        key.ifPresent(k -> requests.storeResource(k.caller(), k.key(), k.operation(), k.fingerprint(), refund.id()));
        audit.record(deed(order, refund));
        List<StockLine> stock = refunds.stockOf(refund.id());
        return new SagaWork(saga, order, stock, new Money(refund.amountMinor(), refund.currency()));
    }

    private static Deed deed(Order order, Refund refund) {
        AuditAction action =
                refund.kind() == SagaKind.CANCELLATION ? AuditAction.ORDER_CANCELLED : AuditAction.ORDER_REFUNDED;
        Deed deed = Deed.of(action, "order", order.id())
                .with("refundId", refund.id())
                .with("amountMinor", refund.amountMinor())
                .with("currency", refund.currency());
        return refund.requestedBy().equals(order.userId()) ? deed : deed.onBehalfOf(order.userId());
    }
}
