package org.tradepost.orders.stock;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.tradepost.orders.checkout.control.ProductCatalog;
import org.tradepost.orders.participant.Answer;
import org.tradepost.shared.money.Money;

/** Product lookup at the catalog service. */
@ApplicationScoped
public class CatalogProducts implements ProductCatalog {

    @Inject
    GuardedLookup guarded;

    @Override
    public Map<String, Product> lookup(Collection<String> skus) {
        try {
            return guarded.lookup(skus);
        } catch (CircuitBreakerOpenException e) {
            throw new CatalogUnavailable("not asked, after many failures", e);
        }
    }

    /** Stops asking a catalog that does not answer, so that callers are refused at once instead of after a time-out. */
    @ApplicationScoped
    public static class GuardedLookup {

        @Inject
        @RestClient
        CatalogApi catalog;

        @CircuitBreaker(
                requestVolumeThreshold = 20,
                failureRatio = 0.5,
                delay = 2,
                delayUnit = ChronoUnit.SECONDS,
                successThreshold = 3,
                failOn = CatalogUnavailable.class)
        public Map<String, Product> lookup(Collection<String> skus) {
            Answer answer;
            try {
                answer = Answer.read(() -> catalog.lookup(new CatalogApi.Lookup(skus)))
                        .requireCaller();
            } catch (ProcessingException e) {
                throw new CatalogUnavailable("no answer", e);
            }
            if (!answer.isOk()) {
                throw new CatalogUnavailable("HTTP " + answer.status(), null);
            }
            return products(answer.body());
        }

        private static Map<String, Product> products(JsonNode body) {
            Map<String, Product> products = new HashMap<>();
            for (JsonNode item : body.path("items")) {
                if (item.path("found").asBoolean()) {
                    String sku = item.path("sku").asText();
                    JsonNode price = item.path("price");
                    products.put(
                            sku,
                            new Product(
                                    sku,
                                    item.path("name").asText(),
                                    new Money(
                                            price.path("amount").asLong(),
                                            price.path("currency").asText())));
                }
            }
            return products;
        }
    }
}
