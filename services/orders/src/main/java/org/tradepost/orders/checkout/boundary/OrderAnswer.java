package org.tradepost.orders.checkout.boundary;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.checkout.entity.RejectionReason;
import org.tradepost.orders.ordering.boundary.OrderResponse;
import org.tradepost.orders.ordering.control.OrderDetails;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;

/** The HTTP answer that an order's state amounts to. A refusal is never a 2xx. */
final class OrderAnswer {

    private OrderAnswer() {}

    /** 201 once confirmed, whatever happened since; 202 while unfinished; 402 or 409 when refused. */
    static Response placed(
            OrderDetails details, WaitPreference preference, Function<OrderId, List<String>> refusedSkus) {
        Order order = details.order();
        if (order.status() == OrderStatus.REJECTED) {
            throw refusal(order, refusedSkus.apply(order.id()));
        }
        int status = order.confirmedAt() != null ? 201 : 202;
        return with(Response.status(status), details, preference);
    }

    /** 200 when the order is at rest, 202 while it is not. */
    static Response changed(OrderDetails details, WaitPreference preference) {
        int status = details.order().status().isAtRest() ? 200 : 202;
        return with(Response.status(status), details, preference);
    }

    static Response.ResponseBuilder applied(Response.ResponseBuilder answer, WaitPreference preference) {
        return preference.applied() == null ? answer : answer.header("Preference-Applied", preference.applied());
    }

    /** Relative: the service does not know under which name the public reaches it. */
    static String location(UUID order) {
        return "/api/v1/orders/" + order;
    }

    private static Response with(Response.ResponseBuilder answer, OrderDetails details, WaitPreference preference) {
        Order order = details.order();
        return applied(answer, preference)
                .header(HttpHeaders.LOCATION, location(order.id().value()))
                .header(HttpHeaders.ETAG, EntityTags.of(order.version()))
                .entity(OrderResponse.of(details))
                .build();
    }

    private static ProblemException refusal(Order order, List<String> skus) {
        RejectionReason reason = RejectionReason.valueOf(order.reason());
        OrdersError code =
                switch (reason) {
                    case OUT_OF_STOCK -> OrdersError.OUT_OF_STOCK;
                    case PRODUCT_WITHDRAWN -> OrdersError.PRODUCT_WITHDRAWN;
                    case STOCK_TIMEOUT -> OrdersError.STOCK_TIMEOUT;
                    case RESERVATION_RELEASED -> OrdersError.RESERVATION_RELEASED;
                    case PAYMENT_DECLINED, INSUFFICIENT_FUNDS -> OrdersError.PAYMENT_DECLINED;
                    case PAYMENT_TIMEOUT -> OrdersError.PAYMENT_TIMEOUT;
                };
        ProblemException refusal = new ProblemException(code, "Order " + order.id() + " was refused: " + code.title())
                .with("orderId", order.id().value())
                .with("orderStatus", order.status().name())
                .with("reason", reason.name())
                .header(HttpHeaders.LOCATION, location(order.id().value()));
        skus.forEach(sku -> refusal.field(sku, code.title()));
        return refusal;
    }
}
