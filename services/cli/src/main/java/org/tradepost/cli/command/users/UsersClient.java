package org.tradepost.cli.command.users;

import com.google.protobuf.Timestamp;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tradepost.cli.CommandFailure;
import org.tradepost.users.grpc.v1.Activity;
import org.tradepost.users.grpc.v1.GetUserRequest;
import org.tradepost.users.grpc.v1.StreamUserActivityRequest;
import org.tradepost.users.grpc.v1.StreamUserActivityResponse;
import org.tradepost.users.grpc.v1.User;
import org.tradepost.users.grpc.v1.UserServiceGrpc;
import org.tradepost.users.grpc.v1.UserServiceGrpc.UserServiceBlockingStub;

/** The users service over gRPC. What it refuses ends the command with one line; a stream that breaks off is taken up again. */
final class UsersClient implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** A token that was refused sooner will not be better next time. */
    private static final Duration TOKEN_HELD = Duration.ofSeconds(20);

    private static final Set<Status.Code> FAILURES =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.INTERNAL, Status.Code.UNKNOWN);

    private final ManagedChannel channel;
    private final UserServiceBlockingStub stub;
    private final CallBreaker breaker;

    /**
     * @param address host and port
     * @param token gives an access token for each call
     * @param version of this program
     */
    UsersClient(String address, Supplier<String> token, String version) {
        this(
                OkHttpChannelBuilder.forTarget("dns:///" + address)
                        .usePlaintext()
                        .build(),
                token,
                version,
                new CallBreaker(5, Duration.ofSeconds(10), System::nanoTime));
    }

    UsersClient(ManagedChannel channel, Supplier<String> token, String version, CallBreaker breaker) {
        this.channel = channel;
        this.stub = UserServiceGrpc.newBlockingStub(channel).withInterceptors(new Named(token, version));
        this.breaker = breaker;
    }

    User get(String id) {
        breaker.enter();
        try {
            User user = stub.withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                    .getUser(GetUserRequest.newBuilder().setUserId(id).build())
                    .getUser();
            breaker.succeeded();
            return user;
        } catch (StatusRuntimeException e) {
            note(e);
            throw told(e);
        }
    }

    /** Gives each entry once, from a time on, for ever; what a stream that is taken up again repeats is left out. */
    void watch(String id, Instant from, Consumer<Activity> entry) {
        GivenEntries given = new GivenEntries(from);
        while (true) {
            breaker.enter();
            long begun = System.nanoTime();
            try {
                Iterator<StreamUserActivityResponse> entries = stub.streamUserActivity(request(id, given.resumeFrom()));
                while (entries.hasNext()) {
                    Activity next = entries.next().getActivity();
                    breaker.succeeded();
                    if (given.add(next)) {
                        entry.accept(next);
                    }
                }
            } catch (StatusRuntimeException e) {
                note(e);
                if (!mayGoOn(e.getStatus().getCode(), Duration.ofNanos(System.nanoTime() - begun))) {
                    throw told(e);
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** A token ends before a stream does; the next attempt has another. */
    private static boolean mayGoOn(Status.Code ended, Duration lasted) {
        return ended == Status.Code.UNAVAILABLE
                || (ended == Status.Code.UNAUTHENTICATED && lasted.compareTo(TOKEN_HELD) >= 0);
    }

    private static StreamUserActivityRequest request(String user, Instant from) {
        return StreamUserActivityRequest.newBuilder()
                .setUserId(user)
                .setFromTime(
                        Timestamp.newBuilder().setSeconds(from.getEpochSecond()).setNanos(from.getNano()))
                .build();
    }

    private void note(StatusRuntimeException e) {
        if (FAILURES.contains(e.getStatus().getCode())) {
            breaker.failed();
        } else {
            breaker.succeeded();
        }
    }

    private static CommandFailure told(StatusRuntimeException e) {
        Status status = e.getStatus();
        return new CommandFailure(
                switch (status.getCode()) {
                    case UNAVAILABLE -> "The users service cannot be reached over gRPC; see ./tradepost status.";
                    case DEADLINE_EXCEEDED -> "The users service did not answer in " + ANSWER.toSeconds() + " s.";
                    default -> "The users service refused: " + status.getDescription() + " (" + status.getCode() + ").";
                },
                e);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** Says who asks and for whom. */
    private record Named(Supplier<String> token, String version) implements ClientInterceptor {

        private static final Metadata.Key<String> AUTHORIZATION = key("authorization");
        private static final Metadata.Key<String> REQUEST_ID = key("request-id");
        private static final Metadata.Key<String> CLIENT_VERSION = key("client-version");

        private static Metadata.Key<String> key(String name) {
            return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
        }

        @Override
        public <A, B> ClientCall<A, B> interceptCall(MethodDescriptor<A, B> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<B> listener, Metadata headers) {
                    headers.put(AUTHORIZATION, "Bearer " + token.get());
                    headers.put(REQUEST_ID, UUID.randomUUID().toString());
                    headers.put(CLIENT_VERSION, version);
                    super.start(listener, headers);
                }
            };
        }
    }
}
