package org.tradepost.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tradepost.gateway.shedding.entity.SheddingSettings;
import org.tradepost.gateway.shedding.entity.StreamSettings;
import org.tradepost.gateway.signing.entity.SigningSettings;
import org.tradepost.shared.identity.TrustSettings;

/**
 * What is set at the start; what changes while the gateway runs is in {@link GatewayDeclarations}. Names are MicroProfile Config properties; {@code tradepost.users.url} may be given as the environment
 * variable {@code TRADEPOST_USERS_URL}.
 *
 * @param users base URL of the users service ({@code tradepost.users.url})
 * @param catalog base URL of the catalog service ({@code tradepost.catalog.url})
 * @param orders base URL of the orders service ({@code tradepost.orders.url})
 * @param payments base URL of the payments service ({@code tradepost.payments.url})
 * @param health where this server answers its own health questions ({@code tradepost.internal.port})
 * @param times how long to wait ({@code tradepost.gateway.*-timeout}, in milliseconds)
 * @param sizes how much to accept ({@code tradepost.gateway.*})
 * @param shedding how much is answered at once
 * @param streams how many answers may go on for minutes
 * @param trustedProxies networks whose {@code X-Forwarded-For} is believed ({@code tradepost.gateway.trusted-proxies}, comma
 *     separated CIDR); none by default
 * @param identity whose tokens are believed, and the gateway's own
 * @param signing signed messages
 * @param redis where gateways share what they count; nothing when each counts for itself
 * @param edge what is let in at all
 */
public record GatewaySettings(
        URI users,
        URI catalog,
        URI orders,
        URI payments,
        URI health,
        Times times,
        Sizes sizes,
        SheddingSettings shedding,
        StreamSettings streams,
        List<String> trustedProxies,
        Identity identity,
        SigningSettings signing,
        Optional<SharedRedis> redis,
        Edge edge) {

    /**
     * @param url with user and password ({@code tradepost.redis.url})
     * @param mostWaiting commands that may wait for their answers ({@code redis.max-queue})
     */
    public record SharedRedis(String url, int mostWaiting) {

        @Override
        public String toString() {
            return "SharedRedis[" + mostWaiting + "]";
        }
    }

    /**
     * @param clientSecret with which the gateway gets its own access tokens ({@code tradepost.gateway.client.secret})
     * @param trust whose access tokens are believed ({@code tradepost.issuer}, {@code tradepost.external.*})
     */
    public record Identity(String clientSecret, TrustSettings trust) {

        @Override
        public String toString() {
            return "Identity[" + trust + "]";
        }
    }

    /**
     * @param connect {@code connect-timeout}
     * @param answer silence after which an upstream is given up ({@code answer-timeout})
     * @param orders the same for orders, whose callers may ask to wait a minute ({@code orders-timeout})
     * @param imports the same for product imports ({@code imports-timeout})
     * @param overview deadline of the whole overview ({@code overview-timeout})
     * @param order deadline of a request to orders, if its caller does not ask to wait longer ({@code order-timeout})
     * @param stream silence after which a stream is given up; longer than the service's heartbeat ({@code streams.silence})
     */
    public record Times(
            Duration connect,
            Duration answer,
            Duration orders,
            Duration imports,
            Duration overview,
            Duration order,
            Duration stream) {}

    /**
     * @param body bytes of a request body ({@code max-body})
     * @param importBody bytes of a product import ({@code max-import-body})
     * @param connections open connections to one upstream ({@code max-connections})
     * @param queue requests waiting for one of them ({@code max-queue})
     */
    public record Sizes(long body, long importBody, int connections, int queue) {}

    /**
     * @param headerBytes bytes of all request header fields together ({@code max-header})
     * @param transferGrace how long a client may make a body or an answer wait, beside what its bytes take at the lowest rate
     *     ({@code transfer-grace}, in milliseconds)
     * @param transferRate that rate in bytes a second ({@code min-transfer-rate})
     * @param allowedHosts names that may be asked for ({@code allowed-hosts}); any when empty
     * @param strictTransport {@code max-age} of Strict-Transport-Security ({@code hsts-max-age}, in seconds)
     * @param cors who else's pages may use the API
     */
    public record Edge(
            int headerBytes,
            Duration transferGrace,
            long transferRate,
            List<String> allowedHosts,
            Duration strictTransport,
            Cors cors) {}

    /**
     * Cross-origin resource sharing; off without origins.
     *
     * @param origins allowed, letter by letter, or {@code *} ({@code cors.allowed-origins})
     * @param methods allowed beside those that need no permission ({@code cors.allowed-methods})
     * @param headers likewise ({@code cors.allowed-headers})
     * @param maxAge how long a browser may remember the answer ({@code cors.max-age}, in seconds)
     * @param credentials whether pages may send credentials of the browser's own ({@code cors.allow-credentials})
     */
    public record Cors(
            List<String> origins, List<String> methods, List<String> headers, Duration maxAge, boolean credentials) {

        public static final String ORIGINS = "tradepost.gateway.cors.allowed-origins";
        public static final String CREDENTIALS = "tradepost.gateway.cors.allow-credentials";
    }

    private static Edge edge(Source source) {
        return new Edge(
                (int) source.number("tradepost.gateway.max-header", 16 * 1_024),
                source.millis("tradepost.gateway.transfer-grace", 20_000),
                source.number("tradepost.gateway.min-transfer-rate", 512),
                source.list("tradepost.gateway.allowed-hosts", ""),
                Duration.ofSeconds(source.number("tradepost.gateway.hsts-max-age", 31_536_000)),
                new Cors(
                        source.list(Cors.ORIGINS, ""),
                        source.list("tradepost.gateway.cors.allowed-methods", "GET,HEAD,POST,PUT,PATCH,DELETE"),
                        source.list(
                                "tradepost.gateway.cors.allowed-headers",
                                "authorization,content-type,idempotency-key,if-match,if-none-match,last-event-id,"
                                        + "prefer,traceparent,x-api-key,x-request-id"),
                        Duration.ofSeconds(source.number("tradepost.gateway.cors.max-age", 3_600)),
                        source.flag(Cors.CREDENTIALS)));
    }

    /** Reads the settings from a source of properties. */
    public static GatewaySettings from(Function<String, Optional<String>> properties) {
        var source = new Source(properties);
        return new GatewaySettings(
                source.uri("tradepost.users.url"),
                source.uri("tradepost.catalog.url"),
                source.uri("tradepost.orders.url"),
                source.uri("tradepost.payments.url"),
                URI.create("http://127.0.0.1:" + source.number("tradepost.internal.port", 9081)),
                new Times(
                        source.millis("tradepost.gateway.connect-timeout", 2_000),
                        source.millis("tradepost.gateway.answer-timeout", 30_000),
                        source.millis("tradepost.gateway.orders-timeout", 65_000),
                        source.millis("tradepost.gateway.imports-timeout", 300_000),
                        source.millis("tradepost.gateway.overview-timeout", 5_000),
                        source.millis("tradepost.gateway.order-timeout", 10_000),
                        source.millis("tradepost.gateway.streams.silence", 60_000)),
                new Sizes(
                        source.number("tradepost.gateway.max-body", 1L << 20),
                        source.number("tradepost.gateway.max-import-body", 1L << 30),
                        (int) source.number("tradepost.gateway.max-connections", 512),
                        (int) source.number("tradepost.gateway.max-queue", 1_024)),
                new SheddingSettings(
                        (int) source.number("tradepost.gateway.concurrency.least", 150),
                        (int) source.number("tradepost.gateway.concurrency.most", 2_000),
                        (int) source.number("tradepost.gateway.concurrency.first", 500),
                        source.millis("tradepost.gateway.concurrency.slow", 1_000)),
                new StreamSettings((int) source.number("tradepost.gateway.streams.most", 2_000), (int)
                        source.number("tradepost.gateway.streams.per-address", 500)),
                source.list("tradepost.gateway.trusted-proxies", ""),
                new Identity(source.text("tradepost.gateway.client.secret"), TrustSettings.from(properties)),
                SigningSettings.from(properties),
                properties
                        .apply("tradepost.redis.url")
                        .map(String::strip)
                        .filter(url -> !url.isEmpty())
                        .map(url ->
                                new SharedRedis(url, (int) source.number("tradepost.gateway.redis.max-queue", 10_000))),
                edge(source));
    }

    private record Source(Function<String, Optional<String>> properties) {

        String text(String name) {
            return properties
                    .apply(name)
                    .orElseThrow(() -> new IllegalStateException("The gateway needs the setting " + name));
        }

        URI uri(String name) {
            String value = text(name);
            return URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
        }

        long number(String name, long otherwise) {
            long value = properties.apply(name).map(Long::parseLong).orElse(otherwise);
            if (value <= 0) {
                throw new IllegalStateException("The setting " + name + " must be above 0");
            }
            return value;
        }

        Duration millis(String name, long otherwise) {
            return Duration.ofMillis(number(name, otherwise));
        }

        List<String> list(String name, String otherwise) {
            return Stream.of(properties.apply(name).orElse(otherwise).split(","))
                    .map(String::strip)
                    .filter(entry -> !entry.isEmpty())
                    .toList();
        }

        boolean flag(String name) {
            return properties.apply(name).map(Boolean::parseBoolean).orElse(false);
        }
    }
}
