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

/** The checks behind {@code /health/started}, {@code /health/ready} and {@code /health/live}. */
@ApplicationScoped
public class ServiceHealth {

    private static final int LIMIT_SECONDS = 3;

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
        return () -> HealthCheckResponse.named(service).up().build();
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

    private HealthCheckResponse readiness() {
        boolean databaseUp = within(LIMIT_SECONDS, this::databaseAnswers);
        boolean warm = warmUp.isDone();
        boolean drains = draining.isBegun();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named(service)
                .status(databaseUp && warm && !drains)
                .withData("database", databaseUp ? "healthy" : "unhealthy")
                .withData("warmUp", warm ? "done" : "running")
                .withData("draining", drains)
                .withData("drained", draining.isOver());
        for (DependencyCheck dependency : dependencies) {
            answer.withData(dependency.name(), state(dependency));
        }
        return answer.build();
    }

    private String state(DependencyCheck dependency) {
        if (within(LIMIT_SECONDS, dependency::available)) {
            return "healthy";
        }
        return dependency.critical() ? "unhealthy" : "degraded";
    }

    private boolean databaseAnswers() {
        DataSource dataSource = database.dataSource();
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(LIMIT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean within(int seconds, java.util.concurrent.Callable<Boolean> check) {
        Future<Boolean> answer = executor.submit(check);
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            return false;
        }
    }
}
