package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** The sum of a metric's series on a service's own port that have all these labels, such as {@code state="idle"}. */
    static double metric(String service, String name, String... labels) {
        return metrics(service)
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> line.contains("service=\"" + service + "\""))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** All metrics of a server in the text format of Prometheus. */
    static String metrics(String service) {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(Inside.portOf(service).resolve("/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
