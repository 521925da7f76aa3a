package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules also refuse mistakes in what only the chart has: an Ingress, images of a registry, rules for addresses outside of the cluster. */
class ChartMistakesTest {
    private static final Rendering GOOD = Chart.rendered("everything-on");

    /** As {@link Mistake}, which needs kubectl. */
    private record Wrong(Rule rule, String complaint, Rendering rendering) {
        @Override
        public String toString() {
            return rule.title() + ": " + complaint;
        }
    }

    static Stream<Wrong> mistakes() {
        return Stream.of(
                ingress(
                        new Ports(),
                        "no service with the port",
                        "/spec/rules/0/http/paths/0/backend/service",
                        "name",
                        "a"),
                ingress(
                        new Ports(),
                        "no service with the port",
                        "/spec/rules/0/http/paths/0/backend/service/port",
                        "name",
                        "internal"),
                ingress(new References(), "nobody declares the secret other", "/spec/tls/0", "secretName", "other"),
                ingress(new KnownFields(), "ingressClass", "/spec", "ingressClass", "nginx"),
                image("registry.example.com/shop/tradepost/users:1.0.0"),
                image("registry.example.com/tradepost/orders"),
                image("shop/tradepost/orders:1.0.0"),
                image("registry.example.com/tradepost/orders:latest"),
                // The other rule for that port names an address: it does not make up for this one.
                new Wrong(
                        new NetworkFlows(),
                        "deny orders -> orders-db",
                        GOOD.with("NetworkPolicy", "orders", json -> ((ObjectNode) json.at("/spec/egress/1/ports/0"))
                                .put("port", 5433))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsRefused(Wrong wrong) {
        assertThat(wrong.rule().breaches(GOOD)).isEmpty();
        assertThat(wrong.rule().breaches(wrong.rendering()))
                .anySatisfy(found -> assertThat(found).contains(wrong.complaint()));
    }

    private static Wrong ingress(Rule rule, String complaint, String parent, String field, String value) {
        return new Wrong(rule, complaint, GOOD.with("Ingress", "gateway", json -> ((ObjectNode) json.at(parent))
                .put(field, value)));
    }

    private static Wrong image(String image) {
        return new Wrong(
                new Images(), image, GOOD.with("Deployment", "orders", json -> ((ObjectNode) json.at(Mistake.CONTAINER))
                        .put("image", image)));
    }
}
