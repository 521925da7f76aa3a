package org.tradepost.cli.command.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.CommandFailure;
import org.tradepost.users.grpc.v1.Activity;
import org.tradepost.users.grpc.v1.GetUserRequest;
import org.tradepost.users.grpc.v1.GetUserResponse;
import org.tradepost.users.grpc.v1.StreamUserActivityRequest;
import org.tradepost.users.grpc.v1.StreamUserActivityResponse;
import org.tradepost.users.grpc.v1.User;
import org.tradepost.users.grpc.v1.UserServiceGrpc;

class UsersClientTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** Each answers one call. */
    private final Deque<Consumer<StreamObserver<GetUserResponse>>> answers = new ArrayDeque<>();

    private final Deque<Consumer<StreamObserver<StreamUserActivityResponse>>> streams = new ArrayDeque<>();
    private final List<Timestamp> askedFrom = new ArrayList<>();
    private Server server;
    private UsersClient client;

    @BeforeEach
    void open() throws Exception {
        String name = UUID.randomUUID().toString();
        server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(new UserServiceGrpc.UserServiceImplBase() {
                    @Override
                    public void getUser(GetUserRequest request, StreamObserver<GetUserResponse> answer) {
                        answers.remove().accept(answer);
                    }

                    @Override
                    public void streamUserActivity(
                            StreamUserActivityRequest request, StreamObserver<StreamUserActivityResponse> answer) {
                        askedFrom.add(request.getFromTime());
                        streams.remove().accept(answer);
                    }
                })
                .build()
                .start();
        client = new UsersClient(
                InProcessChannelBuilder.forName(name).directExecutor().build(),
                () -> "token",
                "test",
                new CallBreaker(2, Duration.ofHours(1), System::nanoTime));
    }

    @AfterEach
    void close() {
        client.close();
        server.shutdownNow();
    }

    @Test
    void aUserIsRead() {
        answers.add(answer -> {
            answer.onNext(GetUserResponse.newBuilder()
                    .setUser(User.newBuilder().setFullName("Ada"))
                    .build());
            answer.onCompleted();
        });
        assertThat(client.get("1").getFullName()).isEqualTo("Ada");
    }

    @Test
    void refusalsAreToldInOneLineAndDoNotOpenTheBreaker() {
        for (int i = 0; i < 3; i++) {
            answers.add(answer -> answer.onError(
                    Status.NOT_FOUND.withDescription("There is no such user").asRuntimeException()));
            assertThatThrownBy(() -> client.get("1"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("The users service refused: There is no such user (NOT_FOUND).");
        }
    }

    @Test
    void aServerThatFailsIsNotAskedForAWhile() {
        for (int i = 0; i < 2; i++) {
            answers.add(answer -> answer.onError(Status.UNAVAILABLE.asRuntimeException()));
            assertThatThrownBy(() -> client.get("1")).hasMessageContaining("cannot be reached");
        }
        assertThatThrownBy(() -> client.get("1")).hasMessageContaining("failed 2 times in a row");
    }

    @Test
    void aStreamThatBreaksOffIsTakenUpWithoutRepetition() {
        streams.add(answer -> {
            answer.onNext(entry("a", NOON));
            answer.onNext(entry("b", NOON.plusSeconds(120)));
            answer.onError(Status.UNAVAILABLE.asRuntimeException());
        });
        streams.add(answer -> {
            answer.onNext(entry("b", NOON.plusSeconds(120)));
            answer.onNext(entry("c", NOON.plusSeconds(121)));
            answer.onError(
                    Status.NOT_FOUND.withDescription("There is no such user").asRuntimeException());
        });
        List<String> seen = new ArrayList<>();
        assertThatThrownBy(() -> client.watch("1", NOON, entry -> seen.add(entry.getActivityId())))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("NOT_FOUND");
        assertThat(seen).containsExactly("a", "b", "c");
        assertThat(askedFrom)
                .extracting(Timestamp::getSeconds)
                .containsExactly(NOON.getEpochSecond(), NOON.plusSeconds(60).getEpochSecond());
    }

    private static StreamUserActivityResponse entry(String id, Instant time) {
        return StreamUserActivityResponse.newBuilder()
                .setActivity(Activity.newBuilder()
                        .setActivityId(id)
                        .setOccurredAt(Timestamp.newBuilder().setSeconds(time.getEpochSecond())))
                .build();
    }
}
