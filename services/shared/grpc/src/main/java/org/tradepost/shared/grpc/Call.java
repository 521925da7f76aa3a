package org.tradepost.shared.grpc;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.observability.AnsweredCall;
import org.tradepost.shared.observability.AnsweredCall.Peer;
import org.tradepost.shared.rest.Correlation;

/**
 * One call from its arrival to its end, however that comes: also of one that is cancelled, too late or for an unknown method. It goes
 * along in gRPC's context.
 */
final class Call extends ServerStreamTracer {

    static final Metadata.Key<String> REQUEST_ID = key("request-id");
    static final Metadata.Key<String> CLIENT_VERSION = key("client-version");
    static final Metadata.Key<String> TRACEPARENT = key(Correlation.TRACEPARENT_HEADER);
    static final Metadata.Key<String> AUTHORIZATION = key("authorization");
    static final Metadata.Key<String> DEBUG = key(Correlation.DEBUG_HEADER);
    private static final Metadata.Key<String> USER_AGENT = key("user-agent");

    private static final Context.Key<Call> KEY = Context.key("tradepost-call");
    /** Whose fault they are: ours. */
    private static final Set<Status.Code> FAULTS =
            Set.of(Status.Code.UNKNOWN, Status.Code.INTERNAL, Status.Code.DATA_LOSS, Status.Code.UNIMPLEMENTED);

    private final CallObservation observation;
    private final Span span;
    private final String userAgent;
    private final boolean credentials;
    private final long begun = System.nanoTime();
    private volatile Correlation correlation;
    private volatile String route = AnsweredCall.UNMATCHED;
    private volatile boolean stream;
    private volatile String address;
    private volatile Caller caller;
    private volatile String token;

    Call(CallObservation observation, Span span, Correlation correlation, Metadata headers) {
        this.observation = observation;
        this.span = span;
        this.correlation = correlation;
        this.credentials = headers.containsKey(AUTHORIZATION);
        String version = headers.get(CLIENT_VERSION);
        String agent = headers.get(USER_AGENT);
        this.userAgent = version == null ? agent : version + " " + agent;
    }

    /** That of the handler which runs. */
    static Call current() {
        return KEY.get();
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(KEY, this);
    }

    /** Told of known methods only, so that no caller can make new routes. */
    @Override
    public void serverCallStarted(ServerCallInfo<?, ?> known) {
        MethodDescriptor<?, ?> method = known.getMethodDescriptor();
        route = "/" + method.getFullMethodName();
        stream = !method.getType().serverSendsOneMessage();
        Attributes attributes = known.getAttributes();
        if (attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress peer && !peer.isUnresolved()) {
            address = peer.getAddress().getHostAddress();
        }
        span.updateName(method.getFullMethodName())
                .setAttribute("rpc.service", method.getServiceName())
                .setAttribute("rpc.method", method.getBareMethodName());
    }

    @Override
    public void streamClosed(Status status) {
        span.setAttribute("rpc.grpc.status_code", (long) status.getCode().value());
        if (FAULTS.contains(status.getCode())) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Peer from = new Peer(address, userAgent);
        AnsweredCall answered =
                new AnsweredCall("gRPC", route, route, status.getCode().value(), took, from, correlation);
        observation.ended(answered, status.getCode().name(), stream);
    }

    void admitted(Caller known, String presented, boolean debug) {
        caller = known;
        token = presented;
        Correlation named = correlation.forUser(known.userId().toString());
        correlation = debug ? named.debugged() : named;
    }

    /** Whether any were presented, good or not. */
    boolean hasCredentials() {
        return credentials;
    }

    String route() {
        return route;
    }

    Correlation correlation() {
        return correlation;
    }

    /** Null when it is not known. */
    String address() {
        return address;
    }

    /** Null before {@link #admitted}. */
    Caller caller() {
        return caller;
    }

    String token() {
        return token;
    }
}
