package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where policies deny by default, orders alone reaches the internet, for webhooks: by HTTPS, and none of the networks that are private or
 * the machine's own.
 */
final class InternetFlows implements Rule {
    private static final String WHO = "orders";
    private static final String IPV4 = "0.0.0.0/0";
    /** Global unicast. All else of IPv6 is private, or no host's. */
    private static final String IPV6 = "2000::/3";

    private static final Set<String> WIDE = Set.of(IPV4, "::/0", IPV6);
    private static final Set<String> PRIVATE = Set.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        Stream<String> open = rendering.of("NetworkPolicy").flatMap(policy -> Manifest.each(policy.at("spec/egress"))
                .filter(rule -> wide(rule).findAny().isPresent())
                .flatMap(rule -> breaches(policy, rule)));
        boolean denied =
                rendering.of("NetworkPolicy").anyMatch(policy -> policy.name().equals(WHO))
                        && rendering
                                .of("NetworkPolicy")
                                .filter(policy -> policy.name().equals(WHO))
                                .flatMap(policy -> Manifest.each(policy.at("spec/egress")))
                                .flatMap(InternetFlows::wide)
                                .findAny()
                                .isEmpty();
        return Stream.concat(open, denied ? Stream.of("the policies deny webhooks of orders") : Stream.empty());
    }

    private static Stream<String> breaches(Manifest policy, JsonNode rule) {
        Stream<String> who = Stream.of(policy)
                .filter(one -> !one.name().equals(WHO))
                .map(one -> one.says("opens the internet, which " + WHO + " alone needs"));
        Stream<String> ports = Manifest.each(rule.path("ports"))
                .filter(port -> port.path("port").asInt() != 443)
                .map(port -> policy.says("opens more of the internet than port 443"));
        Stream<String> inside = wide(rule)
                .flatMap(block -> privateOf(block).map(network -> policy.says("lets webhooks reach " + network)));
        return Stream.of(who, ports, inside).flatMap(all -> all);
    }

    private static Stream<JsonNode> wide(JsonNode rule) {
        return Manifest.each(rule.path("to"))
                .map(peer -> peer.path("ipBlock"))
                .filter(block -> WIDE.contains(block.path("cidr").asText()));
    }

    private static Stream<String> privateOf(JsonNode block) {
        Set<String> excepted =
                Manifest.each(block.path("except")).map(JsonNode::asText).collect(Collectors.toSet());
        return switch (block.path("cidr").asText()) {
            case IPV4 ->
                PRIVATE.stream().filter(network -> !excepted.contains(network)).sorted();
            case IPV6 -> Stream.empty();
            default -> Stream.of("fc00::/7");
        };
    }
}
