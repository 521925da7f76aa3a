package org.tradepost.orders.ordering.boundary;

import java.util.List;
import java.util.UUID;
import org.tradepost.orders.ordering.control.OrderDetails;
import org.tradepost.orders.ordering.control.OrderFilter;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** What one caller may read: the caller's own orders, or everybody's for an administrator. Anything else does not exist. */
public final class OrderReader {

    /** The query of a list, as text. */
    record ListQuery(String userId, String status, String channel, String reference, String limit, String cursor) {}

    private final OrderQueries queries;
    private final Caller caller;

    public OrderReader(OrderQueries queries, Caller caller) {
        this.queries = queries;
        this.caller = caller;
    }

    /**
     * @throws ProblemException 403 for another person's orders
     */
    Page<OrderSummaryResponse> list(ListQuery query) {
        Long limit = QueryParameters.number("limit", query.limit());
        UUID owner =
                caller.listable(QueryParameters.id("userId", query.userId())).orElse(null);
        PageRequest request = PageRequest.of(limit, query.cursor(), 1);
        OrderFilter filter = new OrderFilter(
                owner,
                QueryParameters.status(query.status()),
                QueryParameters.text("channel", query.channel()),
                QueryParameters.text("reference", query.reference()));
        return page(filter, request);
    }

    /** Everybody's orders; whoever may call this has been checked to be an administrator of orders. */
    Page<OrderSummaryResponse> everybodys(String status, String limit, String cursor) {
        PageRequest request = PageRequest.of(QueryParameters.number("limit", limit), cursor, 1);
        OrderStatus wanted = QueryParameters.status(status);
        return page(OrderFilter.ofStatus(wanted), request);
    }

    /**
     * @throws ProblemException 404 when there is no such order, or it is somebody else's
     */
    OrderResponse order(String id) {
        OrderDetails details = queries.find(orderId(id)).orElseThrow(() -> notFound(id));
        requireReadable(details.order(), id);
        return OrderResponse.of(details);
    }

    /**
     * @throws ProblemException 404 when there is no such order, or it is somebody else's
     */
    Page<TimelineEntry> timeline(String id, String limit, String cursor) {
        PageRequest request = PageRequest.of(QueryParameters.number("limit", limit), cursor, 1);
        long after = request.isFirst() ? 0 : versionOf(request.after().get(0));
        UUID order = head(id).id().value();
        List<OrderEvent> events = queries.history(order, after, request.rowsToRead());
        return Page.of(events, request, event -> List.of(String.valueOf(event.version())))
                .map(TimelineEntry::of);
    }

    /**
     * @throws ProblemException 404 when there is no such order, or it is somebody else's
     */
    public Order head(String id) {
        Order order = queries.head(orderId(id)).orElseThrow(() -> notFound(id));
        requireReadable(order, id);
        return order;
    }

    private Page<OrderSummaryResponse> page(OrderFilter filter, PageRequest request) {
        UUID before = request.isFirst() ? null : idOf(request.after().get(0));
        List<Order> orders = queries.list(filter, before, request.rowsToRead());
        return Page.of(orders, request, order -> List.of(order.id().toString())).map(OrderSummaryResponse::of);
    }

    private void requireReadable(Order order, String id) {
        caller.requireOwnerOrAdmin(order.userId(), () -> notFound(id));
    }

    private static UUID orderId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw notFound(id);
        }
    }

    private static UUID idOf(String cursorKey) {
        try {
            return UUID.fromString(cursorKey);
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }

    private static long versionOf(String cursorKey) {
        try {
            return Long.parseLong(cursorKey);
        } catch (NumberFormatException e) {
            throw PageRequest.badCursor();
        }
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(CommonError.NOT_FOUND, "There is no order " + id);
    }
}
