package org.tradepost.shared.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.tradepost.shared.rest.Json;

/**
 * Small JSON documents from an identity provider. Waits for the answer, so it is for threads of our own only, never the
 * container's: in one server, the answer needs one of those.
 */
final class Fetch {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int LARGEST = 1 << 20;
    private static final ObjectMapper JSON = Json.tolerant();

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** An answer other than 200. */
    static final class Refused extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(URI uri, int status) {
            super(uri + " answered " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private Fetch() {}

    static JsonNode get(URI uri) throws IOException {
        return send(request(uri).GET());
    }

    static JsonNode get(URI uri, String bearer) throws IOException {
        return send(request(uri).header("Authorization", "Bearer " + bearer).GET());
    }

    static JsonNode postForm(URI uri, String authorization, String form) throws IOException {
        return send(request(uri)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(ANSWER).header("Accept", "application/json");
    }

    private static JsonNode send(HttpRequest.Builder request) throws IOException {
        HttpRequest built = request.build();
        try {
            HttpResponse<InputStream> response = CLIENT.send(built, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new Refused(built.uri(), response.statusCode());
                }
                byte[] bytes = body.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new IOException(built.uri() + " answered more than " + LARGEST + " bytes");
                }
                return JSON.readTree(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + built.uri());
        }
    }
}
