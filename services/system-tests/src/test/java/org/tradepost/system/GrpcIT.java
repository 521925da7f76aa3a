package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.system.Shop.Customer;
import org.tradepost.users.grpc.v1.CreateUserRequest;
import org.tradepost.users.grpc.v1.CreateUserResponse;
import org.tradepost.users.grpc.v1.GetUserRequest;
import org.tradepost.users.grpc.v1.StreamUserActivityRequest;
import org.tradepost.users.grpc.v1.StreamUserActivityResponse;
import org.tradepost.users.grpc.v1.User;
import org.tradepost.users.grpc.v1.UserServiceGrpc;
import org.tradepost.users.grpc.v1.UserServiceGrpc.UserServiceBlockingStub;

/**
 * gRPC of users on its own port. {@code -Dtradepost.grpc.calls=100000} makes as many calls one after another, and as many in each of eight
 * threads; 2,000 and 500 are usual.
 */
@Tag("local")
class GrpcIT {

    private static final int CALLS = Integer.getInteger("tradepost.grpc.calls", 2_000);
    private static final int CALLS_OF_A_THREAD = Integer.getInteger("tradepost.grpc.calls", 500);
    private static final int THREADS = 8;
    private static final int CALLS_WITH_A_TOKEN = 10_000;

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        String address = Deployment.get().platform().installation().state().usersGrpc();
        channel = OkHttpChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                .build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    @Test
    void aUserIsTheOneThatRestShows() {
        Customer customer = Shop.customer();
        User user = as(customer).getUser(get(customer.id())).getUser();
        JsonNode rest =
                customer.api().get("/api/v2/users/" + customer.id()).expect(200).body();
        assertThat(user.getUserId()).isEqualTo(rest.path("id").asText());
        assertThat(user.getEmail()).isEqualTo(rest.path("email").asText());
        assertThat(user.getFullName()).isEqualTo(rest.path("name").asText());
        assertThat(user.getStatus().name())
                .isEqualTo("USER_STATUS_" + rest.path("status").asText());
        assertThat(user.getPreferences().getTimeZone())
                .isEqualTo(rest.at("/preferences/timeZone").asText());
        assertThat(Instant.ofEpochSecond(
                        user.getCreatedAt().getSeconds(), user.getCreatedAt().getNanos()))
                .isEqualTo(Instant.parse(rest.path("createdAt").asText()));
    }

    @Test
    void aCreatedUserSetsThePasswordOnceAndLogsIn() {
        String email = Shop.newEmail();
        CreateUserResponse created = administrator().createUser(create(email));
        Api.anonymous()
                .post("/api/v1/login", Map.of("email", email, "password", Shop.PASSWORD))
                .expectProblem(401, "UNAUTHORIZED");
        Map<String, String> activation = Map.of("token", created.getActivationToken(), "password", Shop.PASSWORD);
        Api.anonymous().post("/api/v1/activations", activation).expect(204);
        Api.anonymous().post("/api/v1/activations", activation).expectProblem(404, "ACTIVATION_REFUSED");
        assertThat(Shop.logIn(email, Shop.PASSWORD)).isNotBlank();
        assertThat(refusal(() -> administrator().createUser(create(email)))).isEqualTo("ALREADY_EXISTS");
        String opened = "?action=user.created&object=" + created.getUser().getUserId();
        Eventually.get(
                Shop.admin(),
                "/api/v1/admin/audit" + opened,
                answer -> answer.body().path("items").size() == 1);
    }

    @Test
    void whatMayNotBeIsRefused() {
        Customer customer = Shop.customer();
        String stranger = Shop.customer().id();
        assertThat(refusal(() -> UserServiceGrpc.newBlockingStub(channel).getUser(get(customer.id()))))
                .isEqualTo("UNAUTHENTICATED");
        assertThat(refusal(() -> as(customer).getUser(get(stranger)))).isEqualTo("PERMISSION_DENIED");
        assertThat(refusal(() -> as(customer).createUser(create(Shop.newEmail()))))
                .isEqualTo("PERMISSION_DENIED");
        assertThat(refusal(() -> administrator().getUser(get(UUID.randomUUID().toString()))))
                .isEqualTo("NOT_FOUND");
        assertThat(refusal(() -> administrator().getUser(get("7")))).isEqualTo("INVALID_ARGUMENT");
        assertThat(refusal(() -> as(customer)
                        .withDeadlineAfter(1, TimeUnit.SECONDS)
                        .streamUserActivity(activity(customer))
                        .hasNext()))
                .isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void activityIsHistoryAndThenLive() {
        Customer customer = Shop.customer();
        String sku = Shop.product(1_000, 10);
        String token = Shop.logIn(customer.email(), Shop.PASSWORD);
        String first = order(token, sku);
        Eventually.get(
                customer.api(),
                "/api/v1/users/" + customer.id() + "/activity",
                answer -> answer.body().path("items").size() >= 2);
        Context.CancellableContext reading = Context.current().withCancellation();
        reading.run(() -> {
            Iterator<StreamUserActivityResponse> stream =
                    as(customer).withDeadlineAfter(60, TimeUnit.SECONDS).streamUserActivity(activity(customer));
            List<String> seen = take(stream, 2);
            String second = order(token, sku);
            seen.addAll(take(stream, 2));
            assertThat(seen)
                    .containsExactly(
                            "ORDER_PLACED " + first,
                            "ORDER_CONFIRMED " + first,
                            "ORDER_PLACED " + second,
                            "ORDER_CONFIRMED " + second);
        });
        reading.cancel(null);
    }

    @Test
    void healthAndReflectionAskForNoToken() throws Exception {
        assertThat(HealthGrpc.newBlockingStub(channel)
                        .check(HealthCheckRequest.newBuilder()
                                .setService("tradepost.users.v1.UserService")
                                .build())
                        .getStatus())
                .isEqualTo(ServingStatus.SERVING);
        assertThat(reflected()).contains("tradepost.users.v1.UserService", "grpc.health.v1.Health");
    }

    @Test
    void aConnectionServesManyCallsOneAfterAnotherAndAtOnce() {
        Customer customer = Shop.customer();
        call(customer, CALLS);
        // Not the common pool, which has as many threads as there are processors.
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            CompletableFuture.allOf(Stream.generate(
                                    () -> CompletableFuture.runAsync(() -> call(customer, CALLS_OF_A_THREAD), threads))
                            .limit(THREADS)
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    @Test
    void theCommandLineShowsAUser() {
        Customer customer = Shop.customer();
        JsonNode user = CommandLine.ofDeployment()
                .run("users", "get", customer.id(), "--json")
                .expect(0)
                .json();
        assertThat(user.path("email").asText()).isEqualTo(customer.email());
        CommandLine.ofDeployment()
                .run("users", "get", UUID.randomUUID().toString())
                .expectOneLine();
    }

    /** With a new token now and then, since so many calls may last longer than a token. */
    private void call(Customer customer, int times) {
        UserServiceBlockingStub stub = as(customer);
        for (int i = 0; i < times; i++) {
            if (i % CALLS_WITH_A_TOKEN == CALLS_WITH_A_TOKEN - 1) {
                stub = as(customer);
            }
            assertThat(stub.getUser(get(customer.id())).getUser().getUserId()).isEqualTo(customer.id());
        }
    }

    private List<String> reflected() throws Exception {
        CompletableFuture<List<String>> services = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> questions = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse answer) {
                        services.complete(answer.getListServicesResponse().getServiceList().stream()
                                .map(service -> service.getName())
                                .toList());
                    }

                    @Override
                    public void onError(Throwable failure) {
                        services.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        services.cancel(false);
                    }
                });
        questions.onNext(
                ServerReflectionRequest.newBuilder().setListServices("*").build());
        return services.get(10, TimeUnit.SECONDS);
    }

    private static String order(String token, String sku) {
        return Api.anonymous()
                .withToken(token)
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expect(201)
                .text("id");
    }

    private static List<String> take(Iterator<StreamUserActivityResponse> stream, int entries) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            var entry = stream.next().getActivity();
            taken.add(entry.getType() + " " + entry.getOrderId());
        }
        return taken;
    }

    private static String refusal(Supplier<?> call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::get)
                .getStatus()
                .getCode()
                .name();
    }

    private static GetUserRequest get(String id) {
        return GetUserRequest.newBuilder().setUserId(id).build();
    }

    private static CreateUserRequest create(String email) {
        return CreateUserRequest.newBuilder()
                .setEmail(email)
                .setFullName("Grace Hopper")
                .build();
    }

    private static StreamUserActivityRequest activity(Customer customer) {
        return StreamUserActivityRequest.newBuilder().setUserId(customer.id()).build();
    }

    private UserServiceBlockingStub administrator() {
        Deployment deployment = Deployment.get();
        return with(Shop.logIn(deployment.adminEmail(), deployment.adminPassword()));
    }

    private UserServiceBlockingStub as(Customer customer) {
        return with(Shop.logIn(customer.email(), Shop.PASSWORD));
    }

    private UserServiceBlockingStub with(String token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return UserServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}
