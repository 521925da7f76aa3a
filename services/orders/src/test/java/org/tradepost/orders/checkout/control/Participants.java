package org.tradepost.orders.checkout.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.tradepost.orders.checkout.entity.Outcome;
import org.tradepost.orders.checkout.entity.RejectionReason;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.shared.money.Money;

/** Stock and payments in memory: idempotent, with tombstones, and as unreliable as a test wants them. */
final class Participants implements StockReservations, PaymentGateway {
    final Map<OrderId, String> stock = new ConcurrentHashMap<>();
    final Map<OrderId, String> money = new ConcurrentHashMap<>();
    final Map<UUID, Long> refunds = new ConcurrentHashMap<>();
    final Map<UUID, List<StockLine>> restocks = new ConcurrentHashMap<>();
    /** Answers that replace the true ones, first come first served; the effect happens all the same. */
    final Deque<Outcome> lostAnswers = new ArrayDeque<>();

    boolean outOfStock;
    boolean declines;
    boolean providerSilent;
    boolean committedBehindOurBack;

    Runnable onCall = () -> {};

    private Outcome answer(Outcome outcome) {
        onCall.run();
        Outcome lost = lostAnswers.poll();
        return lost == null ? outcome : lost;
    }

    @Override
    public Outcome reserve(OrderId order, List<StockLine> lines) {
        if (outOfStock) {
            String scarce = lines.get(0).sku();
            return answer(new Outcome.Refused(RejectionReason.OUT_OF_STOCK, List.of(scarce)));
        }
        boolean released = "RELEASED".equals(stock.putIfAbsent(order, "RESERVED"));
        return answer(released ? new Outcome.ReservationReleased() : new Outcome.Done());
    }

    @Override
    public Outcome release(OrderId order) {
        if (committedBehindOurBack || "COMMITTED".equals(stock.get(order))) {
            return answer(new Outcome.ReservationCommitted());
        }
        stock.put(order, "RELEASED");
        return answer(new Outcome.Done());
    }

    @Override
    public Outcome commit(OrderId order) {
        if ("RELEASED".equals(stock.get(order))) {
            return answer(new Outcome.ReservationReleased());
        }
        stock.put(order, "COMMITTED");
        return answer(new Outcome.Done());
    }

    @Override
    public Outcome restock(OrderId order, UUID key, List<StockLine> lines) {
        restocks.put(key, lines);
        return answer(new Outcome.Done());
    }

    @Override
    public Outcome pay(OrderId order, UUID userId, Money amount, String method, String token) {
        if (providerSilent) {
            return answer(new Outcome.Unknown("silence"));
        }
        money.putIfAbsent(order, declines ? "DECLINED" : "CAPTURED");
        return answer(state(order));
    }

    @Override
    public Outcome query(OrderId order) {
        return answer(providerSilent ? new Outcome.Unknown("silence") : state(order));
    }

    @Override
    public Outcome voidPayment(OrderId order) {
        if (providerSilent) {
            return answer(new Outcome.Unknown("silence"));
        }
        money.putIfAbsent(order, "VOIDED");
        Outcome state = state(order);
        return answer(state instanceof Outcome.Refused ? new Outcome.Voided() : state);
    }

    @Override
    public Outcome refund(OrderId order, UUID refundId, Money amount) {
        refunds.put(refundId, amount.amount());
        return answer(new Outcome.Done());
    }

    private Outcome state(OrderId order) {
        return switch (money.getOrDefault(order, "NONE")) {
            case "CAPTURED" -> new Outcome.Captured(order.value());
            case "DECLINED" -> new Outcome.Refused(RejectionReason.PAYMENT_DECLINED);
            case "VOIDED" -> new Outcome.Voided();
            default -> new Outcome.NotFound();
        };
    }
}
