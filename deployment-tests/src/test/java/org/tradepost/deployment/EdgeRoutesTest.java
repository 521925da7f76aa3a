package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Istio's edge and the Gateway API's send the same requests to the same pods, for as long. */
class EdgeRoutesTest {
    private static final Map<String, String> SUBSETS = Map.of("stable", "gateway", "canary", "gateway-canary");

    private final Rendering istio = Combination.of("istio", "canary").rendered();
    private final Rendering gatewayApi = Combination.of("gateway-api", "canary").rendered();

    /** What is routed alike, whatever its method. */
    private record Route(String hosts, String path, String canary, Map<String, Integer> weights, String timeout) {}

    @Test
    void bothListTheSameHostsPathsWeightsAndTimeOuts() {
        assertThat(ofIstio(istio)).hasSize(4).isEqualTo(ofGatewayApi(gatewayApi));
    }

    @Test
    void withoutACanaryNothingIsSentToOne() {
        Set<String> routes = ofIstio(Combination.of("istio").rendered());
        assertThat(routes)
                .hasSize(2)
                .isEqualTo(ofGatewayApi(Combination.of("gateway-api").rendered()))
                .allSatisfy(route -> assertThat(route).contains("{gateway=100}"));
    }

    @Test
    void aDifferenceIsSeen() {
        assertThat(ofIstio(istio.with("VirtualService", "edge", json -> ((ObjectNode) json.at("/spec/http/0"))
                        .put("timeout", "311s"))))
                .isNotEqualTo(ofGatewayApi(gatewayApi));
        assertThat(ofGatewayApi(gatewayApi.with(
                        "HTTPRoute", "gateway", json -> ((ObjectNode) json.at("/spec/rules/0/backendRefs/0"))
                                .put("weight", 90))))
                .isNotEqualTo(ofIstio(istio));
    }

    private static Set<String> ofIstio(Rendering rendering) {
        Manifest edge = rendering.one("VirtualService", "edge");
        return routes(Manifest.each(edge.at("spec/http")).map(route -> {
            JsonNode match = route.path("match").path(0);
            return new Route(
                    edge.at("spec/hosts").toString(),
                    match.at("/uri/prefix").asText("/"),
                    match.at("/headers/canary/exact").asText(),
                    weights(Manifest.each(route.path("route"))
                            .collect(Collectors.toMap(
                                    target -> SUBSETS.get(
                                            target.at("/destination/subset").asText()),
                                    target -> target.path("weight").asInt()))),
                    route.path("timeout").asText());
        }));
    }

    private static Set<String> ofGatewayApi(Rendering rendering) {
        Manifest edge = rendering.one("HTTPRoute", "gateway");
        return routes(Manifest.each(edge.at("spec/rules")).map(rule -> {
            JsonNode match = rule.path("matches").path(0);
            JsonNode header = match.path("headers").path(0);
            return new Route(
                    edge.at("spec/hostnames").toString(),
                    match.at("/path/value").asText(),
                    header.path("name").asText().equals("canary")
                            ? header.path("value").asText()
                            : "",
                    weights(Manifest.each(rule.path("backendRefs"))
                            .collect(Collectors.toMap(
                                    target -> target.path("name").asText(),
                                    target -> target.path("weight").asInt()))),
                    rule.at("/timeouts/request").asText());
        }));
    }

    private static Map<String, Integer> weights(Map<String, Integer> byService) {
        return new TreeMap<>(byService);
    }

    private static Set<String> routes(Stream<Route> routes) {
        return routes.map(Route::toString).collect(Collectors.toCollection(TreeSet::new));
    }
}
