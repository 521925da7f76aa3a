package org.tradepost.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.client.Order.ShippingAddress;
import org.tradepost.client.Orders.Basket;
import org.tradepost.client.Orders.Line;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiUnreachable;
import org.tradepost.client.http.Persistence;

/** Every call of the client's is one that the OpenAPI documents have, and understands the answers that they promise. */
class DocumentedOperationsTest {
    private static final UUID ID = UUID.fromString("019aa8a2-7c50-7b7e-9f00-3f6f2a1b0c01");
    private static final Money PRICE = new Money(1299, "GBP");

    private DocumentedApi api;
    private TradepostClient client;

    @BeforeEach
    void connect() throws Exception {
        api = new DocumentedApi();
        client = TradepostClient.of(new ApiClient(api.url(), 2), Duration.ZERO);
    }

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void everyCallIsDocumented() {
        Products products = client.products();
        assertThat(products.list()).singleElement().satisfies(product -> assertThat(product)
                .hasNoNullFieldsOrProperties());
        assertThat(products.search("lantern")).hasSize(1);
        assertThat(products.find("a, b")).isPresent();
        assertThat(products.lookUp(List.of("LAMP-1", "a, b"))).isNotEmpty();
        assertThat(products.create(new Products.NewProduct("LAMP-1", "Red lantern", PRICE)))
                .hasNoNullFieldsOrProperties();
        assertThat(products.replace(new Products.NewProduct("LAMP-1", "Lantern", PRICE), 1))
                .hasNoNullFieldsOrProperties();
        products.delete("LAMP-1", 2);
        assertThat(products.stock("LAMP-1")).hasNoNullFieldsOrProperties();
        assertThat(products.adjustStock("LAMP-1", 5, "goods received")).hasNoNullFieldsOrProperties();

        Orders orders = client.orders();
        Basket basket = new Basket(
                List.of(new Line("LAMP-1", 2)),
                new Orders.Payment("sandbox", "tok_ok"),
                ShippingAddress.in("United Kingdom"));
        Order order = orders.place(basket);
        assertThat(order).hasNoNullFieldsOrProperties();
        assertThat(order.items()).singleElement().satisfies(item -> assertThat(item)
                .hasNoNullFieldsOrProperties());
        assertThat(orders.get(ID).placedAt()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(orders.list(new Orders.Filter(ID, OrderStatus.CONFIRMED, "web", "R-1")))
                .singleElement()
                .satisfies(summary -> assertThat(summary).hasNoNullFieldsOrProperties());
        assertThat(orders.timeline(ID)).singleElement().satisfies(event -> assertThat(event.data())
                .hasNoNullFieldsOrProperties());
        assertThat(orders.cancel(ID)).hasNoNullFieldsOrProperties();
        assertThat(orders.refund(ID, Orders.RefundRequest.of(PRICE, "broken"))).hasNoNullFieldsOrProperties();
        assertThat(orders.refund(ID, Orders.RefundRequest.of(List.of(new Orders.RefundLine(1, 1)), true, null)))
                .hasNoNullFieldsOrProperties();
        assertThat(client.payments().get(ID)).hasNoNullFieldsOrProperties();

        Accounts accounts = client.accounts();
        assertThat(accounts.own()).hasNoNullFieldsOrProperties();
        assertThat(accounts.register(new Accounts.Registration("ada@example.com", "Aa1-aaaaaa", "Ada Marsh")))
                .hasNoNullFieldsOrProperties();

        assertThat(api.objections()).isEmpty();
        assertThat(api.asked())
                .containsExactlyInAnyOrder(
                        "listProducts",
                        "getProduct",
                        "createProduct",
                        "replaceProduct",
                        "deleteProduct",
                        "getStock",
                        "adjustStock",
                        "placeOrder",
                        "getOrder",
                        "listOrders",
                        "getTimeline",
                        "cancelOrder",
                        "refundOrder",
                        "getPayment",
                        "ownProfile",
                        "registerUser");
    }

    @Test
    void whatIsNotDocumentedIsObjectedTo() {
        client.products().create(new Products.NewProduct("LAMP-1", "Red lantern", new Money(-1, "pounds")));
        assertThat(api.objections()).hasSize(2).allMatch(objection -> objection.startsWith("createProduct"));

        Calls calls = new Calls(request -> new ApiClient(api.url(), 1).send(request, null), persistence());
        calls.get("Reading", "/api/v1/products?colour=red", Object.class);
        assertThat(api.objections()).contains("listProducts has no parameter colour");
        assertThatThrownBy(() -> calls.get("Reading", "/api/v1/colours", Object.class))
                .isInstanceOf(ApiUnreachable.class);
        assertThat(api.objections()).contains("no service documents GET /api/v1/colours");
    }

    private Persistence persistence() {
        return new Persistence(new ApiClient(api.url(), 1), Duration.ZERO);
    }
}
