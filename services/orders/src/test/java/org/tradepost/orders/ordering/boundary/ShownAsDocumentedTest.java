package org.tradepost.orders.ordering.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.contracts.Contract;
import org.tradepost.orders.ordering.control.OrderDetails;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.control.SalesFigures;
import org.tradepost.orders.ordering.control.SalesQuery;
import org.tradepost.orders.ordering.control.SalesQuery.Grouping;
import org.tradepost.orders.ordering.control.SalesReport;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.Order.Change;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.rest.Json;

/** Answers are what the OpenAPI document says they are. */
class ShownAsDocumentedTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final List<OrderLine> LINES = List.of(
            OrderLine.of(1, "85123A", "Heart", 6, 255), new OrderLine(2, "POST", "Postage", 1, 1800, 1800, 1, 1800));

    private final Order placed = OrderRows.pending(UUID.randomUUID(), "GBP", "EIRE", "import", "536365", LINES, NOW);
    private final Change confirmed = placed.confirm(UUID.randomUUID(), NOW);
    private final Change refunded = confirmed.order().refunded(UUID.randomUUID(), 1800, NOW);

    @Test
    void ordersAreShownAsDocumented() {
        Delivery delivery = new Delivery("Ada Example", "1 High Street", "", "York", "YO1 7HH");

        assertDocumented("Order", OrderResponse.of(new OrderDetails(refunded.order(), LINES, delivery)));
        assertDocumented("Order", OrderResponse.of(new OrderDetails(placed, LINES, Delivery.NONE)));
    }

    @Test
    void listsAreShownAsDocumented() {
        List<OrderSummaryResponse> orders = List.of(
                OrderSummaryResponse.of(refunded.order()),
                OrderSummaryResponse.of(placed.reject("OUT_OF_STOCK", NOW).order()));

        assertDocumented("OrderPage", new Page<>(orders, "cursor"));
        assertDocumented("OrderPage", new Page<>(List.of(), null));
    }

    @Test
    void timelinesAreShownAsDocumented() {
        List<TimelineEntry> entries = List.of(
                TimelineEntry.of(placed.placedEvent()),
                TimelineEntry.of(confirmed.event()),
                TimelineEntry.of(refunded.event()));

        assertDocumented("TimelinePage", new Page<>(entries, null));
    }

    @Test
    void reportsAreShownAsDocumented() {
        SalesFigures pounds = new SalesFigures("GBP", 2, 5, 1000, 250);
        SalesFigures euros = new SalesFigures("EUR", 1, 1, 300, 0);
        SalesQuery query = new SalesQuery(Grouping.PRODUCT, NOW, NOW, "import", null);
        List<SalesReport.Row> rows =
                List.of(new SalesReport.Row("85123A", pounds), new SalesReport.Row("85123A", euros));

        assertDocumented("SalesReport", SalesReportResponse.of(new SalesReport(query, rows, List.of(euros, pounds))));
        assertDocumented(
                "SalesReport", SalesReportResponse.of(new SalesReport(query, rows.subList(0, 1), List.of(pounds))));
        assertDocumented("SalesReport", SalesReportResponse.of(new SalesReport(query, List.of(), List.of())));
    }

    private static void assertDocumented(String schema, Object answer) {
        JsonNode shown = Json.mapper().valueToTree(answer);

        assertThat(Contract.check(schema, shown)).as(shown.toPrettyString()).isEmpty();
    }
}
