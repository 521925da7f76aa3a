package org.tradepost.orders.stock;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.tradepost.orders.checkout.control.ProductCatalog;
import org.tradepost.orders.participant.Answer;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.resilience.CallRefused;
import org.tradepost.shared.resilience.ClientGuards;

/** Product lookup at the catalog service. A catalog that does not answer is not asked, so that callers are refused at once. */
@ApplicationScoped
public class CatalogProducts implements ProductCatalog {
    private static final String SOON = "2";

    @Inject
    TimedLookup timed;

    @Override
    public Map<String, Product> lookup(Collection<String> skus) {
        try {
            return timed.lookup(skus);
        } catch (TimeoutException e) {
            throw new CatalogUnavailable("no answer in time", SOON, e);
        }
    }

    /** The lookup, repetitions and the waits between them included, within one time-out. */
    @ApplicationScoped
    public static class TimedLookup {

        @Inject
        @RestClient
        CatalogApi catalog;

        @Inject
        ClientGuards guards;

        @Timeout(6000)
        public Map<String, Product> lookup(Collection<String> skus) {
            Answer answer;
            try {
                answer = Answer.ask(guards.of("catalog"), () -> catalog.lookup(new CatalogApi.Lookup(skus)))
                        .requireCaller();
            } catch (CallRefused e) {
                throw new CatalogUnavailable("not asked", e.retryAfterSeconds(), e);
            } catch (ProcessingException e) {
                throw new CatalogUnavailable("no answer", SOON, e);
            }
            if (!answer.isOk()) {
                throw new CatalogUnavailable("HTTP " + answer.status(), SOON, null);
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
