package org.tradepost.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests over pooled keep-alive connections. It is the minimal client of its library on purpose: no cookies,
 * redirects, decompression or retries of its own, because the load generator shares its processors with the server it
 * measures, and because only the caller knows whether a request may be repeated.
 */
public final class ApiClient implements AutoCloseable {
    private static final byte[] EMPTY = {};
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final URI baseUrl;
    private final HttpHost host;
    private final String hostHeader;
    private final PoolingHttpClientConnectionManager connections;
    private final HttpClient http;

    public ApiClient(URI baseUrl, int connectionLimit) {
        this(baseUrl, connectionLimit, ANSWER);
    }

    /**
     * @param patience how long an answer, or a pause within it, is waited for
     */
    public ApiClient(URI baseUrl, int connectionLimit, Duration patience) {
        this.baseUrl = baseUrl;
        int port = baseUrl.getPort() >= 0 ? baseUrl.getPort() : "https".equals(baseUrl.getScheme()) ? 443 : 80;
        this.host = new HttpHost(baseUrl.getScheme(), baseUrl.getHost(), port);
        this.hostHeader = host.toHostString();
        this.connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(connectionLimit)
                .setMaxConnTotal(connectionLimit)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(5))
                        .setSocketTimeout(Timeout.of(patience))
                        .setValidateAfterInactivity(TimeValue.of(1, TimeUnit.SECONDS))
                        .build())
                .build();
        this.http = HttpClients.createMinimal(connections);
    }

    public URI baseUrl() {
        return baseUrl;
    }

    /**
     * Sends a request; the answer may be any status.
     *
     * @param credential null for none
     */
    public ApiResponse send(ApiRequest request, Credential credential) throws IOException {
        HttpEntity entity = request.body() == null
                ? null
                : new ByteArrayEntity(request.body(), ContentType.parseLenient(request.contentType()));
        return send(request, entity, credential);
    }

    /** Sends a request whose body is streamed; such a request cannot be repeated by itself. */
    public ApiResponse sendStream(ApiRequest request, InputStream body, Credential credential) throws IOException {
        return send(
                request, new InputStreamEntity(body, -1, ContentType.parseLenient(request.contentType())), credential);
    }

    private ApiResponse send(ApiRequest request, HttpEntity entity, Credential credential) throws IOException {
        BasicClassicHttpRequest message = new BasicClassicHttpRequest(request.method(), request.path());
        message.setHeader("Host", hostHeader);
        if (credential != null) {
            message.setHeader(credential.header(), credential.value());
        }
        if (request.ifMatch() != null) {
            message.setHeader("If-Match", request.ifMatch());
        }
        if (request.idempotencyKey() != null) {
            message.setHeader("Idempotency-Key", request.idempotencyKey());
        }
        if (request.preferWaitSeconds() > 0) {
            message.setHeader("Prefer", "wait=" + request.preferWaitSeconds());
        }
        message.setEntity(entity);
        return http.execute(host, message, ApiClient::read);
    }

    private static ApiResponse read(ClassicHttpResponse response) throws IOException, HttpException {
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? EMPTY : EntityUtils.toByteArray(entity);
        Header wait = response.getFirstHeader("Retry-After");
        return new ApiResponse(
                response.getCode(), body, wait == null ? 0 : RetryAfter.seconds(wait.getValue(), Instant.now()));
    }

    /**
     * Sends a request.
     *
     * @throws ApiUnreachable when no answer came
     */
    public ApiResponse call(ApiRequest request, Credential credential) {
        try {
            return send(request, credential);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    ApiUnreachable unreachable(IOException cause) {
        return new ApiUnreachable(baseUrl, cause);
    }

    /** A value as one segment of a path or one value of a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        connections.close();
    }
}
