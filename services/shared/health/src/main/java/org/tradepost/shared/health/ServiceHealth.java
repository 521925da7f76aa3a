package org.tradepost.shared.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.tradepost.shared.database.Database;
import org.tradepost.shared.lifecycle.Draining;
import org.tradepost.shared.lifecycle.RuntimeData;

/** The checks behind {@code /health/started}, {@code /health/ready} and {@code /health/live}. */
@ApplicationScoped
public class ServiceHealth {

    /** Below what the probe waits, 5 s. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @Inject
    @ConfigProperty(name = "tradepost.service.name")
    String service;

    @Inject
    Database database;

    @Inject
    WarmUpRun warmUp;

    @Inject
    Draining draining;

    @Inject
    @Any
    Instance<DependencyCheck> dependencies;

    @Resource
    ManagedExecutorService executor;

    @Produces
    @ApplicationScoped
    @Startup
    HealthCheck started() {
        return () -> RuntimeData.addTo(HealthCheckResponse.named(service).up()).build();
    }

    @Produces
    @ApplicationScoped
    @Liveness
    HealthCheck live() {
        return () -> HealthCheckResponse.named(service).up().build();
    }

    @Produces
    @ApplicationScoped
    @Readiness
    HealthCheck ready() {
        return this::readiness;
    }

    /** Everything is asked at once, so that all of it together takes no longer than one thing may. */
    private HealthCheckResponse readiness() {
        long until = System.nanoTime() + LIMIT.toNanos();
        Future<Boolean> databaseAsked = executor.submit(this::databaseAnswers);
        Map<DependencyCheck, Future<Boolean>> asked = new LinkedHashMap<>();
        dependencies.stream()
                .filter(DependencyCheck::configured)
                .forEach(dependency -> asked.put(dependency, executor.submit(dependency::available)));

        boolean databaseUp = answered(databaseAsked, until);
        boolean warm = warmUp.isDone();
        boolean drains = draining.isBegun();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named(service)
                .status(databaseUp && warm && !drains)
                .withData("database", (databaseUp ? Condition.HEALTHY : Condition.UNHEALTHY).label())
                .withData("warmUp", warm ? "done" : "running")
                .withData("draining", drains)
                .withData("drained", draining.isOver());
        Condition overall = databaseUp ? Condition.HEALTHY : Condition.UNHEALTHY;
        for (Map.Entry<DependencyCheck, Future<Boolean>> entry : asked.entrySet()) {
            Condition condition = Condition.of(
                    answered(entry.getValue(), until), entry.getKey().critical());
            answer.withData(entry.getKey().name(), condition.label());
            overall = overall.orWorse(condition);
        }
        return answer.withData("condition", overall.label()).build();
    }

    private boolean databaseAnswers() {
        DataSource dataSource = database.dataSource();
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid((int) LIMIT.toSeconds());
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean answered(Future<Boolean> asked, long until) {
        try {
            return asked.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            asked.cancel(true);
            return false;
        }
    }
}
