package org.tradepost.shared.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.tradepost.shared.rest.Json;

/** The keys of one prefix in etcd 3.4 or newer, by its JSON gateway. For one thread. */
final class EtcdClient implements AutoCloseable {

    /** What was there, and as of when. */
    record Snapshot(Map<String, String> values, long revision) {}

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<String> urls;
    private final byte[] prefix;
    private final Optional<String> user;
    private final Optional<String> password;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private int member;
    private String token;

    /** @param urls base URLs of the members, separated by commas; the next one is asked when one fails */
    EtcdClient(String urls, String prefix, Optional<String> user, Optional<String> password) {
        this.urls = Stream.of(urls.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                .toList();
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.user = user;
        this.password = password;
    }

    /** All keys of the prefix, without it. */
    Snapshot read() throws IOException, InterruptedException {
        return asking(() -> {
            JsonNode answer = ask("/v3/kv/range", range(Json.mapper().createObjectNode()));
            Map<String, String> values = new HashMap<>();
            for (JsonNode pair : answer.path("kvs")) {
                byte[] key = decoded(pair.path("key"));
                values.put(
                        new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8),
                        new String(decoded(pair.path("value")), StandardCharsets.UTF_8));
            }
            return new Snapshot(values, answer.path("header").path("revision").asLong());
        });
    }

    /** Waits until something has changed since a revision, or for so long. */
    void awaitChange(long since, Duration atMost) throws IOException, InterruptedException {
        asking(() -> {
            ObjectNode create = Json.mapper().createObjectNode();
            range(create.putObject("create_request")).put("start_revision", since + 1);
            CompletableFuture<Boolean> changed = new CompletableFuture<>();
            CompletableFuture<HttpResponse<Void>> stream = client.sendAsync(
                    request("/v3/watch", create).build(),
                    info -> BodySubscribers.fromLineSubscriber(new Watching(changed)));
            stream.whenComplete((end, failure) -> {
                if (failure != null) {
                    changed.completeExceptionally(failure);
                }
                changed.complete(false);
            });
            try {
                if (!changed.get(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("the watch has ended");
                }
            } catch (TimeoutException e) {
                // Nothing has changed, or the connection is dead without anybody having said so: both are found out by
                // reading.
            } catch (ExecutionException e) {
                throw new IOException("the watch has ended: " + e.getCause(), e.getCause());
            } finally {
                stream.cancel(true);
            }
            return null;
        });
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private interface Question<T> {
        T ask() throws IOException, InterruptedException;
    }

    private <T> T asking(Question<T> question) throws IOException, InterruptedException {
        try {
            return question.ask();
        } catch (IOException e) {
            member = (member + 1) % urls.size();
            token = null;
            throw e;
        }
    }

    /** From the prefix up to what comes after everything that begins with it. */
    private ObjectNode range(ObjectNode request) {
        byte[] end = prefix.clone();
        end[end.length - 1]++;
        return request.put("key", prefix).put("range_end", end);
    }

    private JsonNode ask(String path, ObjectNode body) throws IOException, InterruptedException {
        HttpRequest request = request(path, body).timeout(PATIENCE).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("etcd answers " + answer.statusCode());
        }
        return Json.tolerant().readTree(answer.body());
    }

    private HttpRequest.Builder request(String path, ObjectNode body) throws IOException, InterruptedException {
        boolean anonymous = user.isEmpty() || path.startsWith("/v3/auth/");
        if (!anonymous && token == null) {
            ObjectNode credentials = Json.mapper()
                    .createObjectNode()
                    .put("name", user.orElseThrow())
                    .put("password", password.orElse(""));
            token = ask("/v3/auth/authenticate", credentials).path("token").asText();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(urls.get(member) + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
        return anonymous ? request : request.header("Authorization", token);
    }

    private static byte[] decoded(JsonNode text) {
        return Base64.getDecoder().decode(text.asText());
    }

    /** Reads a watch's lines until one tells of a change; one that was cancelled may have missed some. */
    private record Watching(CompletableFuture<Boolean> changed) implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            try {
                JsonNode said = Json.tolerant().readTree(line);
                JsonNode result = said.path("result");
                if (said.has("error")) {
                    changed.completeExceptionally(
                            new IOException(said.path("error").path("message").asText()));
                } else if (result.has("events") || result.path("canceled").asBoolean()) {
                    changed.complete(true);
                }
            } catch (IOException e) {
                changed.completeExceptionally(e);
            }
        }

        @Override
        public void onError(Throwable failure) {
            changed.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            changed.complete(false);
        }
    }
}
