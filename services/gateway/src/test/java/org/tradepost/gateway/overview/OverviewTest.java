package org.tradepost.gateway.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;

class OverviewTest {

    private static final StubService.Behaviour SILENT = (request, response, callback) -> {
        // Never answers.
    };

    private StubService users;
    private StubService orders;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        users = new StubService();
        orders = new StubService();
        Map<String, String> settings = RunningGateway.allAt(users);
        settings.put("tradepost.orders.url", orders.url("/orders").toString());
        settings.put("tradepost.gateway.overview-timeout", "500");
        gateway = new RunningGateway(settings);
        users.does(StubService.answering(200, "{\"id\":\"7\"}"));
        orders.does(StubService.answering(200, "{\"items\":[{\"id\":\"1\"}]}"));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        users.close();
        orders.close();
    }

    private Answer ask() throws Exception {
        return RawClient.get(gateway.port(), "/api/v1/users/7/overview", "Authorization: Bearer mine");
    }

    @Test
    void joinsUserAndOrdersWithTheCallersOwnRights() throws Exception {
        Answer answer = ask();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"user\":{\"id\":\"7\"},\"orders\":[{\"id\":\"1\"}],\"partial\":false,\"missing\":[]}");
        var user = users.seen.take();
        assertThat(user.target()).isEqualTo("/users/api/v1/users/7");
        assertThat(user.headers().get("Authorization")).isEqualTo("Bearer mine");
        var order = orders.seen.take();
        assertThat(order.target()).isEqualTo("/orders/api/v1/orders?userId=7&limit=5");
        assertThat(order.headers().get("Authorization")).isEqualTo("Bearer mine");
    }

    @Test
    void asksBothAtOnce() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        StubService.Behaviour userAnswer = StubService.answering(200, "{\"id\":\"7\"}");
        StubService.Behaviour ordersAnswer = StubService.answering(200, "{\"items\":[]}");
        users.does((request, response, callback) -> {
            both.countDown();
            both.await();
            userAnswer.handle(request, response, callback);
        });
        orders.does((request, response, callback) -> {
            both.countDown();
            both.await();
            ordersAnswer.handle(request, response, callback);
        });
        assertThat(ask().body()).contains("\"partial\":false");
    }

    @Test
    void isPartialWithoutOrders() throws Exception {
        orders.does(StubService.answering(503, "{}"));
        Answer answer = ask();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"user\":{\"id\":\"7\"},\"partial\":true,\"missing\":[\"orders\"]}");
    }

    @Test
    void isPartialWhenTheUserIsLate() throws Exception {
        users.does(SILENT);
        Answer answer = ask();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"orders\":[{\"id\":\"1\"}],\"partial\":true,\"missing\":[\"user\"]}");
    }

    @Test
    void passesARefusalOfTheUserOn() throws Exception {
        for (int status : new int[] {401, 403, 404}) {
            users.does(StubService.answering(status, "{\"code\":\"REFUSED\"}"));
            Answer answer = ask();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("{\"code\":\"REFUSED\"}");
        }
    }

    @Test
    void passesARefusalOfTheOrdersOnWhenTheUserIsUnknown() throws Exception {
        users.does(StubService.answering(503, "{}"));
        orders.does(StubService.answering(403, "{\"code\":\"FORBIDDEN\"}"));
        assertThat(ask().status()).isEqualTo(403);
    }

    @Test
    void failsWhenBothFail() throws Exception {
        users.does(StubService.answering(500, "{}"));
        orders.does(StubService.answering(503, "{}"));
        assertThat(ask().status()).isEqualTo(502);
        orders.does(SILENT);
        Answer answer = ask();
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.body()).contains("\"code\":\"GATEWAY_TIMEOUT\"");
    }

    @Test
    void canOnlyBeRead() throws Exception {
        assertThat(RawClient.ask(gateway.port(), "POST", "/api/v1/users/7/overview", "Content-Length: 0")
                        .status())
                .isEqualTo(405);
    }
}
