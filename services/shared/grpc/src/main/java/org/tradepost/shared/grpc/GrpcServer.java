package org.tradepost.shared.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.opentelemetry.api.trace.Tracer;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.tradepost.shared.identity.AccessTokenVerifier;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;
import org.tradepost.shared.lifecycle.Draining;
import org.tradepost.shared.observability.AccessLog;
import org.tradepost.shared.observability.GrpcMetrics;
import org.tradepost.shared.outbox.BackgroundLoop;

/**
 * grpc-java's own server, on a port of its own and on the interface that this service's HTTP is on. Beside the endpoints it has the
 * services grpc.health.v1.Health, which says what readiness says, and reflection; both ask for no token.
 */
@ApplicationScoped
public class GrpcServer {

    private static final Logger LOG = Logger.getLogger(GrpcServer.class.getName());
    private static final Duration HEALTH_POLL = Duration.ofSeconds(1);
    private static final int LARGEST_MESSAGE = 64 * 1024;
    private static final int LARGEST_METADATA = 16 * 1024;
    private static final int MOST_CALLS_OF_A_CONNECTION = 200;

    @Inject
    @ConfigProperty(name = "tradepost.grpc.port")
    int port;

    @Inject
    @ConfigProperty(name = "tradepost.internal.host", defaultValue = "127.0.0.1")
    String host;

    @Inject
    @ConfigProperty(name = "tradepost.service.name")
    String service;

    @Inject
    Config config;

    @Inject
    @Any
    Instance<GrpcEndpoint> endpoints;

    @Inject
    Calls calls;

    @Inject
    AccessTokenVerifier tokens;

    @Inject
    Draining draining;

    @Inject
    Closing closing;

    @Inject
    @Readiness
    HealthCheck readiness;

    @Inject
    MetricRegistry registry;

    @Inject
    Tracer tracer;

    @Resource
    ManagedExecutorService executor;

    @Resource
    ManagedThreadFactory threads;

    @Resource
    ContextService contexts;

    private final HealthStatusManager health = new HealthStatusManager();
    private BackgroundLoop healthLoop;
    private Server server;

    /** After what the endpoints need. */
    void onStartup(@Observes @Priority(3000) Startup event) {
        if (port == 0) {
            return;
        }
        server = endpointsOf(OkHttpServerBuilder.forPort(address(), InsecureServerCredentials.create())
                        .transportExecutor(Executors.newThreadPerTaskExecutor(
                                Thread.ofVirtual().name("grpc-connection-", 0).factory()))
                        .maxConcurrentCallsPerConnection(MOST_CALLS_OF_A_CONNECTION)
                        .keepAliveTime(1, TimeUnit.MINUTES)
                        .permitKeepAliveTime(10, TimeUnit.SECONDS))
                .executor(inApplication())
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .maxInboundMetadataSize(LARGEST_METADATA)
                .addStreamTracerFactory(
                        new CallObservation(new GrpcMetrics(registry, service), AccessLog.of(config), tracer))
                .build();
        try {
            server.start();
        } catch (IOException e) {
            throw new IllegalStateException("gRPC cannot be served on " + host + ":" + port, e);
        }
        LOG.info(() -> "gRPC is served on port " + port);
        healthLoop = new BackgroundLoop("grpc-health-" + service, this::tellHealth, () -> {});
        healthLoop.start(threads);
        closing.add(Phase.INTAKE, "gRPC", Duration.ofSeconds(5), this::stop);
    }

    private InetSocketAddress address() {
        return host.equals("*") ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    private ServerBuilder<?> endpointsOf(ServerBuilder<?> builder) {
        for (GrpcEndpoint endpoint : endpoints) {
            builder.addService(ServerInterceptors.intercept(
                    endpoint, new AccessInterceptor(endpoint::permission, tokens, draining, calls)));
        }
        return builder.addService(health.getHealthService()).addService(ProtoReflectionServiceV1.newInstance());
    }

    /** The container's threads, with this application's context, which gRPC's own threads do not have. */
    private Executor inApplication() {
        Executor contextual = contexts.currentContextExecutor();
        return work -> executor.execute(() -> contextual.execute(work));
    }

    private Duration tellHealth() {
        boolean ready = readiness.call().getStatus() == HealthCheckResponse.Status.UP;
        ServingStatus status = ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        server.getServices()
                .forEach(offered ->
                        health.setStatus(offered.getServiceDescriptor().getName(), status));
        return HEALTH_POLL;
    }

    /** Whether streams are to end, so that their readers go on elsewhere. */
    public boolean isStopping() {
        return draining.isBegun() || (server != null && server.isShutdown());
    }

    private void stop(Duration atMost) throws InterruptedException {
        health.enterTerminalState();
        server.shutdown();
        if (!server.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            server.shutdownNow();
        }
        healthLoop.stop(Duration.ofSeconds(1));
    }
}
