package org.tradepost.shared.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.function.Function;
import org.tradepost.shared.identity.AccessTokenVerifier;
import org.tradepost.shared.identity.BearerToken;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.lifecycle.Draining;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;

/** Lets a call in when its access token permits its method, before its message is read; and gives the request id back. */
final class AccessInterceptor implements ServerInterceptor {

    private final Function<MethodDescriptor<?, ?>, String> permissions;
    private final AccessTokenVerifier tokens;
    private final Draining draining;
    private final Calls calls;

    /** @param permissions null for a method that is closed */
    AccessInterceptor(
            Function<MethodDescriptor<?, ?>, String> permissions,
            AccessTokenVerifier tokens,
            Draining draining,
            Calls calls) {
        this.permissions = permissions;
        this.tokens = tokens;
        this.draining = draining;
        this.calls = calls;
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> server, Metadata headers, ServerCallHandler<A, B> next) {
        Call call = Call.current();
        ServerCall<A, B> named = new Named<>(server, call.correlation().requestId());
        try {
            String permission = permissions.apply(server.getMethodDescriptor());
            calls.perform(call, Optional.empty(), () -> admit(call, headers, permission));
        } catch (RuntimeException failure) {
            StatusRuntimeException refused = GrpcFailures.of(failure, call);
            named.close(
                    refused.getStatus(),
                    Optional.ofNullable(refused.getTrailers()).orElseGet(Metadata::new));
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(named, headers);
    }

    private Caller admit(Call call, Metadata headers, String permission) {
        draining.requireOpen();
        String token = BearerToken.of(headers.get(Call.AUTHORIZATION));
        Caller caller = tokens.verify(token);
        boolean debug = Correlation.asksForDebug(headers.get(Call.DEBUG)) && caller.mayDebug();
        call.admitted(caller, token, debug);
        if (permission == null) {
            throw new ProblemException(CommonError.FORBIDDEN, "This is closed");
        }
        caller.require(permission);
        return caller;
    }

    /** Tells the request id with the first thing that is sent. */
    private static final class Named<A, B> extends SimpleForwardingServerCall<A, B> {

        private final String requestId;
        private boolean told;

        Named(ServerCall<A, B> call, String requestId) {
            super(call);
            this.requestId = requestId;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            headers.put(Call.REQUEST_ID, requestId);
            told = true;
            super.sendHeaders(headers);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!told) {
                trailers.put(Call.REQUEST_ID, requestId);
            }
            super.close(status, trailers);
        }
    }
}
