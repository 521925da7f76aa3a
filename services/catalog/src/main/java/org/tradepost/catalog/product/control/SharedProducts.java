package org.tradepost.catalog.product.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.health.DependencyCheck;
import org.tradepost.shared.redis.Redis;
import org.tradepost.shared.redis.SecondLevelCache;
import org.tradepost.shared.rest.Json;

/** The Redis where replicas share the products that they have read, if one is configured. Not critical: the database has them all. */
@ApplicationScoped
public class SharedProducts implements DependencyCheck {

    /** Another version whenever {@link Product} changes, since replicas of two releases share a Redis. */
    private static final String PREFIX = "tradepost:catalog:v1:";

    private final Optional<Redis> redis;

    @Inject
    public SharedProducts(
            @ConfigProperty(name = "tradepost.catalog.redis.url") Optional<String> url,
            @ConfigProperty(name = "tradepost.catalog.redis.max-queue", defaultValue = "10000") int mostWaiting) {
        redis = url.map(String::strip).filter(given -> !given.isEmpty()).map(given -> new Redis(given, mostWaiting));
    }

    /** For the container's proxy. */
    protected SharedProducts() {
        redis = Optional.empty();
    }

    void publish(@Observes Startup event, MetricRegistry metrics) {
        redis.ifPresent(there -> there.figures().publish(metrics, "catalog"));
    }

    /** What is kept there; nothing without Redis. To be made once. */
    Optional<SecondLevelCache<Product>> of(ReadThroughCache.Settings settings) {
        return redis.map(there -> cache(there, settings));
    }

    static SecondLevelCache<Product> cache(Redis redis, ReadThroughCache.Settings settings) {
        return new SecondLevelCache<>(
                redis, PREFIX, settings, new SecondLevelCache.Format<>(SharedProducts::write, SharedProducts::read));
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public boolean configured() {
        return redis.isPresent();
    }

    @Override
    public boolean critical() {
        return false;
    }

    @Override
    public boolean available() {
        return redis.filter(Redis::answers).isPresent();
    }

    @PreDestroy
    void close() {
        redis.ifPresent(Redis::close);
    }

    private static byte[] write(Product product) {
        try {
            return Json.tolerant().writeValueAsBytes(product);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Product read(byte[] json) {
        try {
            return Json.mapper().readValue(json, Product.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
