package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.system.Shop.Customer;
import org.tradepost.users.grpc.v1.GetUserRequest;
import org.tradepost.users.grpc.v1.User;
import org.tradepost.users.grpc.v1.UserServiceGrpc;

/** Users shows accounts from memory: never what the only replica has changed since, and nothing is decided by it. */
@Tag("local")
class AccountsInMemoryIT {

    /** They take longer than two looks at the topic, between which what is kept is good, too. */
    private static final int READS = 200;

    private final Customer customer = Shop.customer();
    private final String adminToken =
            Shop.logIn(Deployment.get().adminEmail(), Deployment.get().adminPassword());
    private final Api admin = Api.anonymous().withToken(adminToken);
    private final String path = "/api/v1/users/" + customer.id();
    private final List<String> ways =
            List.of(path, "/api/v2/users/" + customer.id(), "/api/v2/users/" + customer.id() + "/profile");
    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        channel = OkHttpChannelBuilder.forTarget("dns:///"
                        + Deployment.get().platform().installation().state().usersGrpc())
                .usePlaintext()
                .build();
        Eventually.holds("users hears of changes", () -> Guarding.metric("users", "cache_fresh") == 1);
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    @Test
    void whatIsReadAgainComesFromMemory() {
        customer.api().get(path).expect(200);
        Eventually.holds("nine of ten are found", () -> {
            double before = hits();
            for (int i = 0; i < READS; i++) {
                customer.api().get(path).expect(200);
            }
            return hits() - before >= READS * 0.9;
        });
        assertThat(Guarding.metric("users", "cache_entries", "cache=\"accounts\""))
                .isPositive();
    }

    @Test
    void aChangeIsShownAtOnceOnEveryWay() {
        for (int i = 0; i < 5; i++) {
            ways.forEach(way -> admin.get(way).expect(200));
            grpc();
            Answer read = customer.api().get("/api/v1/profile").expect(200);
            String name = "Customer " + i;
            Answer changed = customer.api()
                    .withHeader("If-Match", read.header("ETag"))
                    .put(path, Map.of("name", name))
                    .expect(200);
            ways.forEach(
                    way -> assertThat(admin.get(way).expect(200).text("name")).isEqualTo(name));
            assertThat(grpc().getFullName()).isEqualTo(name);
            Answer now = customer.api().get("/api/v1/profile").expect(200);
            assertThat(now.text("name")).isEqualTo(name);
            assertThat(now.header("ETag"))
                    .isEqualTo(changed.header("ETag"))
                    .isNotEqualTo(read.header("ETag"))
                    .isEqualTo(admin.get(path).header("ETag"));
        }
    }

    @Test
    void anErasedAccountIsGoneAtOnceOnEveryWay() {
        ways.forEach(way -> admin.get(way).expect(200));
        grpc();
        customer.api()
                .withHeader("If-Match", admin.get(path).header("ETag"))
                .delete(path)
                .expect(204);
        ways.forEach(way -> admin.get(way).expectProblem(404, "NOT_FOUND"));
        assertThat(catchThrowableOfType(StatusRuntimeException.class, this::grpc)
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void nothingIsDecidedByWhatIsShown() {
        Api asOrders = Api.anonymous().at(Inside.portOf("users")).withToken(Inside.tokenOf("orders"));
        String standing = "/internal/users/" + customer.id() + "/standing";
        String tag = admin.get(path).expect(200).header("ETag");
        assertThat(asOrders.get(standing).expect(200).text("mayOrder")).isEqualTo("true");
        admin.withHeader("If-Match", tag)
                .patch("/api/v1/admin/users/" + customer.id(), Map.of("status", "SUSPENDED"))
                .expect(200);
        assertThat(asOrders.get(standing).expect(200).text("mayOrder")).isEqualTo("false");
        assertThat(admin.get(path).expect(200).text("status")).isEqualTo("SUSPENDED");
        Api.anonymous()
                .post("/api/v1/login", Map.of("email", customer.email(), "password", Shop.PASSWORD))
                .expectProblem(401, "UNAUTHORIZED");
        admin.withHeader("If-Match", tag)
                .put(path, Map.of("name", "Too late"))
                .expectProblem(412, "PRECONDITION_FAILED");
    }

    private User grpc() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + adminToken);
        return UserServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .getUser(GetUserRequest.newBuilder().setUserId(customer.id()).build())
                .getUser();
    }

    private static double hits() {
        return Guarding.metric("users", "cache_requests_total", "cache=\"accounts\"", "result=\"hit\"");
    }
}
