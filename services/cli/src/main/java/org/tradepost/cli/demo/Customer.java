package org.tradepost.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.tradepost.cli.client.NewCustomer;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiResponse;
import org.tradepost.client.http.ApiSession;

/** Somebody who registered and buys things. */
final class Customer {
    private final ApiSession session;

    /** A line of a basket. */
    record Item(String sku, long quantity) {}

    private record Payment(String method, String token) {}

    private record Address(String country, String city) {}

    private record Basket(List<Item> items, Payment payment, Address shippingAddress) {}

    private Customer(ApiSession session) {
        this.session = session;
    }

    /** Registers a new person, so that the demo can be run again on the same data. */
    static Customer register(ApiClient client, String name) {
        return new Customer(NewCustomer.register(client, "demo", name));
    }

    ApiSession session() {
        return session;
    }

    ApiResponse order(String token, Item... items) {
        return order(UUID.randomUUID().toString(), token, items);
    }

    ApiResponse order(String key, String token, Item... items) {
        Basket basket =
                new Basket(List.of(items), new Payment("sandbox", token), new Address("United Kingdom", "Whitby"));
        return session.call(ApiRequest.post("/api/v1/orders", basket).withKey(key));
    }

    JsonNode read(String orderId) {
        return session.fetch("/api/v1/orders/" + orderId, "Reading an order");
    }
}
