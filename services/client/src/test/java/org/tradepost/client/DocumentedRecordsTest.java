package org.tradepost.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records have the members of the schemas, all of them and no others. */
class DocumentedRecordsTest {

    static Stream<Arguments> records() {
        return Stream.of(
                of(Accounts.Registration.class, "users", "RegisterUser"),
                of(Accounts.Preferences.class, "users", "Preferences"),
                of(User.class, "users", "User"),
                of(Money.class, "catalog", "Money"),
                of(Product.class, "catalog", "Product"),
                of(Products.NewProduct.class, "catalog", "NewProduct"),
                of(Products.LookedUp.class, "catalog", "ProductBatch", "items"),
                of(Products.Stock.class, "catalog", "Stock"),
                of(Order.class, "orders", "Order"),
                of(Order.Item.class, "orders", "OrderItem"),
                of(Order.ShippingAddress.class, "orders", "ShippingAddress"),
                of(Order.Summary.class, "orders", "OrderSummary"),
                of(Order.Country.class, "orders", "OrderSummary", "shippingAddress"),
                of(Order.Event.class, "orders", "TimelineEntry"),
                of(Order.Facts.class, "orders", "TimelineEntry", "data"),
                of(Orders.Basket.class, "orders", "PlaceOrder"),
                of(Orders.Line.class, "orders", "PlaceOrder", "items"),
                of(Orders.Payment.class, "orders", "PlaceOrder", "payment"),
                of(Orders.RefundRequest.class, "orders", "RefundRequest"),
                of(Orders.RefundLine.class, "orders", "RefundRequest", "lines"),
                of(Orders.Refund.class, "orders", "Refund"),
                of(Orders.RefundedLine.class, "orders", "Refund", "lines"),
                of(Payments.Payment.class, "payments", "Payment"));
    }

    private static Arguments of(Class<? extends Record> type, String service, String... schema) {
        return Arguments.of(type, service, schema);
    }

    @ParameterizedTest
    @MethodSource("records")
    void hasTheSchemasMembers(Class<? extends Record> type, String service, String... schema) {
        Set<String> members = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());

        assertThat(new TreeSet<>(members)).isEqualTo(OpenApi.of(service).members(schema));
    }
}
