package org.tradepost.shared.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.ClientAddress;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Outcome;
import org.tradepost.shared.identity.AccessTokenVerifier;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.Deadline;
import org.tradepost.shared.resilience.RequestsInFlight;

/** Runs what handles calls as a request is handled: with the caller, the correlation, the deadline, and refusals in the audit log. */
@ApplicationScoped
@ManagedExecutorDefinition(name = Calls.STREAMS, virtual = true)
public class Calls {

    static final String STREAMS = "java:module/concurrent/grpc-streams";

    /** Then a reader is not slow, but holds a place for nothing. */
    private static final Duration TAKES_NOTHING = Duration.ofMinutes(1);

    @Inject
    RequestScope requests;

    @Inject
    CallerContext callers;

    @Inject
    ClientAddress addresses;

    @Inject
    AccessTokenVerifier tokens;

    @Inject
    AuditTrail audit;

    @Inject
    RequestsInFlight inFlight;

    @Inject
    @ConfigProperty(name = "tradepost.grpc.streams", defaultValue = "200")
    int mostStreams;

    @Inject
    @ConfigProperty(name = "tradepost.grpc.streams-per-caller", defaultValue = "20")
    int streamsPerCaller;

    @Resource(lookup = STREAMS)
    ManagedExecutorService threads;

    private StreamPlaces streams;

    @PostConstruct
    void open() {
        streams = new StreamPlaces(mostStreams, streamsPerCaller);
    }

    /** Answers with what the work gives, or with its refusal. */
    public <T> void answer(StreamObserver<T> answer, Supplier<T> work) {
        // Without it a caller who is gone would be an exception.
        ((ServerCallStreamObserver<T>) answer).setOnCancelHandler(() -> {});
        Call call = Call.current();
        Optional<Deadline> deadline = deadline();
        long id = inFlight.began("gRPC " + call.route(), deadline);
        T result;
        try {
            result = perform(call, deadline, work);
        } catch (RuntimeException failure) {
            answer.onError(GrpcFailures.of(failure, call));
            return;
        } finally {
            inFlight.ended(id);
        }
        answer.onNext(result);
        answer.onCompleted();
    }

    /**
     * Has a stream written by the work, on a virtual thread; it ends when the work does, which is to end when the caller is gone, and when
     * the caller takes nothing for a minute.
     */
    public <T> void stream(StreamObserver<T> answer, Consumer<Outflow<T>> work) {
        Call call = Call.current();
        UUID caller = call.caller().userId();
        Outflow<T> out = new Outflow<>((ServerCallStreamObserver<T>) answer, TAKES_NOTHING);
        if (!streams.enter(caller)) {
            answer.onError(GrpcFailures.of(
                    new ProblemException(
                            CommonError.RATE_LIMITED, "There are as many streams as there may be, or as many of yours"),
                    call));
            return;
        }
        try {
            threads.execute(() -> write(call, out, work));
        } catch (RuntimeException stopping) {
            streams.leave(caller);
            answer.onError(GrpcFailures.of(
                    new ProblemException(CommonError.SERVICE_UNAVAILABLE, "This server is stopping"), call));
        }
    }

    private <T> void write(Call call, Outflow<T> out, Consumer<Outflow<T>> work) {
        try {
            perform(call, Optional.empty(), () -> {
                work.accept(out);
                return null;
            });
            out.complete();
        } catch (RuntimeException failure) {
            out.fail(GrpcFailures.of(failure, call));
        } finally {
            streams.leave(call.caller().userId());
        }
    }

    /**
     * For work that lasts: the caller may still do what was permitted at the beginning.
     *
     * @throws ProblemException 401 when the access token has expired or was revoked
     */
    public void requireStillAdmitted() {
        tokens.verify(callers.forwarded().token());
    }

    /** Does the work for a call, which need not be known to be anybody's yet. */
    <T> T perform(Call call, Optional<Deadline> deadline, Supplier<T> work) {
        Supplier<T> timed = deadline.map(left -> left.carriedBy(() -> {
                    left.requireLeft();
                    return work.get();
                }))
                .orElse(work);
        return correlated(
                call,
                () -> requests.within(() -> {
                    addresses.connectedFrom(call.address());
                    if (call.caller() != null) {
                        callers.set(call.caller(), call.token());
                    }
                    try {
                        return timed.get();
                    } catch (ProblemException refusal) {
                        record(call, refusal);
                        throw refusal;
                    }
                }));
    }

    private static <T> T correlated(Call call, Supplier<T> work) {
        var result = new Object() {
            T value;
        };
        call.correlation().during(() -> result.value = work.get());
        return result.value;
    }

    /** As over HTTP: a 403 is a permission denied, a 401 to credentials that were presented a failed attempt. */
    private void record(Call call, ProblemException refusal) {
        AuditAction action =
                switch (refusal.code().status()) {
                    case 401 -> call.hasCredentials() ? AuditAction.CREDENTIALS_REFUSED : null;
                    case 403 -> AuditAction.PERMISSION_DENIED;
                    default -> null;
                };
        if (action != null) {
            audit.recordApart(
                    audit.scene(),
                    Deed.of(action, "endpoint", "gRPC " + call.route()),
                    Outcome.refused(refusal.code()));
        }
    }

    private static Optional<Deadline> deadline() {
        return Optional.ofNullable(Context.current().getDeadline())
                .map(end -> Deadline.in(Duration.ofNanos(end.timeRemaining(TimeUnit.NANOSECONDS))));
    }
}
