package org.tradepost.users.rpc.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.CallCredentials;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.protobuf.StatusProto;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tradepost.shared.containerkit.ServiceArchive;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.control.RegisterUser;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.activity.control.ActivityFeed;
import org.tradepost.users.activity.entity.Activity;
import org.tradepost.users.activity.entity.ActivityType;
import org.tradepost.users.authentication.control.AccessTokens;
import org.tradepost.users.grpc.v1.CreateUserRequest;
import org.tradepost.users.grpc.v1.CreateUserResponse;
import org.tradepost.users.grpc.v1.GetUserRequest;
import org.tradepost.users.grpc.v1.StreamUserActivityRequest;
import org.tradepost.users.grpc.v1.StreamUserActivityResponse;
import org.tradepost.users.grpc.v1.User;
import org.tradepost.users.grpc.v1.UserServiceGrpc;
import org.tradepost.users.grpc.v1.UserServiceGrpc.UserServiceBlockingStub;
import org.tradepost.users.grpc.v1.UserStatus;
import org.tradepost.users.password.entity.PasswordHash;

/** gRPC as a client sees it, on its own port of a Liberty with the archive that is shipped. */
@ExtendWith(ArquillianExtension.class)
class UsersEndpointContainerIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Inject
    @ConfigProperty(name = "tradepost.grpc.port")
    int port;

    @Inject
    AccessTokens tokens;

    @Inject
    RegisterUser registerUser;

    @Inject
    ActivityFeed feed;

    @Inject
    MetricRegistry registry;

    @Inject
    Jdbi jdbi;

    private ManagedChannel channel;
    private Account ada;

    @Deployment
    static WebArchive users() {
        return ServiceArchive.with(UsersEndpointContainerIT.class, UsersEndpointContainerIT.Bearer.class);
    }

    @BeforeEach
    void open() {
        channel = OkHttpChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        PersonalData data = new PersonalData(
                new Email(UUID.randomUUID() + "@example.com"),
                new FullName("Ada Lovelace"),
                null,
                null,
                null,
                Preferences.DEFAULT);
        ada = registerUser.execute(data, PasswordHash.ofNoPassword(), EnumSet.of(Role.USER));
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    @Test
    void a_user_is_shown_to_themselves_and_to_administrators() {
        for (UserServiceBlockingStub caller : List.of(as(ada.id(), Role.USER), administrator())) {
            User user = caller.getUser(get(ada.id().toString())).getUser();
            assertThat(user.getUserId()).isEqualTo(ada.id().toString());
            assertThat(user.getEmail()).isEqualTo(ada.personalData().email().value());
            assertThat(user.getFullName()).isEqualTo("Ada Lovelace");
            assertThat(user.getStatus()).isEqualTo(UserStatus.USER_STATUS_ACTIVE);
            assertThat(user.getPreferences().getTimeZone()).isEqualTo("UTC");
            assertThat(user.getCreatedAt()).isEqualTo(Messages.timestamp(ada.createdAt()));
        }
        assertThat(registry.getCounter(new MetricID(
                                "grpc_requests_total",
                                new Tag("service", "users"),
                                new Tag("method", "/tradepost.users.v1.UserService/GetUser"),
                                new Tag("code", "OK")))
                        .getCount())
                .isPositive();
    }

    @Test
    void whoever_may_not_is_refused_and_told_why() {
        GetUserRequest request = get(ada.id().toString());
        assertThat(refusal(() -> UserServiceGrpc.newBlockingStub(channel).getUser(request)))
                .isEqualTo("UNAUTHENTICATED UNAUTHORIZED");
        assertThat(refusal(() -> stub("no.token.of-ours").getUser(request))).isEqualTo("UNAUTHENTICATED UNAUTHORIZED");
        assertThat(refusal(() -> as(new UserId(Ids.newId()), Role.USER).getUser(request)))
                .isEqualTo("PERMISSION_DENIED FORBIDDEN");
        assertThat(refusal(() -> as(ada.id(), Role.USER).createUser(create("eve@example.com"))))
                .isEqualTo("PERMISSION_DENIED FORBIDDEN");
        assertThat(refusal(() -> administrator().getUser(get(UUID.randomUUID().toString()))))
                .isEqualTo("NOT_FOUND NOT_FOUND");
        assertThat(refusal(() -> administrator()
                        .streamUserActivity(from(UUID.randomUUID().toString(), NOON))
                        .next()))
                .isEqualTo("NOT_FOUND NOT_FOUND");
    }

    @Test
    void every_wrong_field_is_named() throws Exception {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, () -> administrator()
                .createUser(CreateUserRequest.newBuilder()
                        .setEmail("no address")
                        .setPreferences(org.tradepost.users.grpc.v1.Preferences.newBuilder()
                                .setTimeZone("Mars/Olympus"))
                        .build()));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(detail(refused, BadRequest.class).getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getField)
                .containsExactly("email", "full_name", "preferences.time_zone");
        assertThat(refusal(() -> administrator().getUser(get("7")))).isEqualTo("INVALID_ARGUMENT VALIDATION_ERROR");
    }

    @Test
    void a_user_is_created_once_with_a_token() {
        String address = UUID.randomUUID() + "@example.com";
        CreateUserResponse created = administrator().createUser(create(address));
        assertThat(created.getUser().getEmail()).isEqualTo(address);
        assertThat(created.getActivationToken()).startsWith("tp_activation_").hasSizeGreaterThan(50);
        assertThat(refusal(() -> administrator().createUser(create(address)))).isEqualTo("ALREADY_EXISTS EMAIL_TAKEN");
        List<String> audited = jdbi.withHandle(h -> h.createQuery(
                        "SELECT payload FROM outbox WHERE topic = 'tradepost.audit' AND payload LIKE '%' || :user || '%'")
                .bind("user", created.getUser().getUserId())
                .mapTo(String.class)
                .list());
        assertThat(audited).singleElement().asString().contains("user.created");
    }

    @Test
    void activity_comes_from_a_time_on_and_then_live_in_order() {
        add(NOON.minusSeconds(1), 1);
        List<UUID> stored = add(NOON, 450);
        Context.CancellableContext reading = Context.current().withCancellation();
        reading.run(() -> {
            Iterator<StreamUserActivityResponse> stream = as(ada.id(), Role.USER)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .streamUserActivity(from(ada.id().toString(), NOON));
            assertThat(take(stream, stored.size())).isEqualTo(stored);
            List<UUID> late = add(NOON.minusSeconds(5), 1);
            List<UUID> live = add(NOON.plusSeconds(5), 3);
            assertThat(take(stream, live.size())).isEqualTo(live).doesNotContainAnyElementsOf(late);
        });
        reading.cancel(null);
    }

    @Test
    void health_and_unknown_methods_are_answered() {
        assertThat(HealthGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus())
                .isIn(ServingStatus.SERVING, ServingStatus.NOT_SERVING);
    }

    private List<UUID> add(Instant time, int entries) {
        return IntStream.range(0, entries)
                .mapToObj(i -> new Activity(Ids.newId(), ActivityType.ORDER_PLACED, Ids.newId(), time))
                .peek(activity -> feed.add(ada.id(), activity, 1))
                .map(Activity::id)
                .toList();
    }

    private static List<UUID> take(Iterator<StreamUserActivityResponse> stream, int entries) {
        List<UUID> taken = new ArrayList<>();
        while (taken.size() < entries && stream.hasNext()) {
            taken.add(UUID.fromString(stream.next().getActivity().getActivityId()));
        }
        return taken;
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

    private static StreamUserActivityRequest from(String user, Instant time) {
        return StreamUserActivityRequest.newBuilder()
                .setUserId(user)
                .setFromTime(Timestamp.newBuilder().setSeconds(time.getEpochSecond()))
                .build();
    }

    private UserServiceBlockingStub administrator() {
        return as(new UserId(Ids.newId()), Role.ADMIN);
    }

    private UserServiceBlockingStub as(UserId user, Role role) {
        return stub(tokens.issue(user, Set.of(role)).value());
    }

    private UserServiceBlockingStub stub(String token) {
        return UserServiceGrpc.newBlockingStub(channel).withCallCredentials(new Bearer(token));
    }

    /** The status and the code of the problem. */
    private static String refusal(Supplier<?> call) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::get);
        return refused.getStatus().getCode() + " "
                + detail(refused, ErrorInfo.class).getReason();
    }

    private static <T extends com.google.protobuf.Message> T detail(StatusRuntimeException refused, Class<T> type) {
        try {
            for (Any detail : StatusProto.fromThrowable(refused).getDetailsList()) {
                if (detail.is(type)) {
                    return detail.unpack(type);
                }
            }
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError(refused + " without " + type.getSimpleName(), refused);
    }

    static final class Bearer extends CallCredentials {

        private final String token;

        Bearer(String token) {
            this.token = token;
        }

        @Override
        public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
            Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
            applier.apply(headers);
        }
    }
}
