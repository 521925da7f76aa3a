package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be seen of the guards between services. */
final class Guarding {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Guarding() {}

    /**
     * Orders until orders trusts everybody again and no breaker is open anywhere, which takes half a minute after payments was away. Until
     * then a breaker is half open, and takes the first failure for proof.
     */
    static void awaitTrust() {
        Shop.Customer customer = Shop.customer();
        Map<String, Object> order = Shop.order("tok_ok", Shop.product(100, 100_000), 1);
        Api atOnce = customer.api().withHeader("Prefer", "wait=0");
        Eventually.answer(
                () -> {
                    Answer placed = atOnce.withNewKey().post("/api/v1/orders", order);
                    return placed.status() < 500 ? Shop.admin().get("/api/v1/admin/resilience") : placed;
                },
                answer -> answer.status() == 200
                        && !answer.body().path("partial").asBoolean(true)
                        && answer.body().path("services").valueStream().allMatch(Guarding::trusts));
    }

    private static boolean trusts(JsonNode service) {
        List<String> states = service.findValuesAsText("state");
        return service.path("service").asText().equals("orders")
                ? states.stream().allMatch("closed"::equals)
                : !states.contains("open");
    }

    /** The value of a metric on a service's own port; 0 when there is none. */
    static double metric(String service, String name) {
        try {
            String all = CLIENT.send(
                            HttpRequest.newBuilder(Inside.portOf(service).resolve("/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher line = Pattern.compile("(?m)^" + name + "\\{[^}]*service=\"" + service + "\"[^}]*} (\\S+)")
                    .matcher(all);
            return line.find() ? Double.parseDouble(line.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
