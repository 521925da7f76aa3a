package org.tradepost.cli.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tradepost.cli.CommandFailure;

/** Asks a Liberty server whether it takes requests: its own database works and its warm-up is over. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    /** Waits for a server to be ready and to listen on its ports; fails when it ends or takes too long. */
    void await(ChildProcess server, List<Integer> ports) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(server.spec().internalPort()) || !ports.stream().allMatch(PortChoice::accepts)) {
            if (server.ended(POLL)) {
                throw LogTail.failure(
                        "The server '" + server.spec().name() + "' ended with exit code " + server.exitCode()
                                + " while starting",
                        server.spec().log());
            }
            if (LogTail.applicationFailed(server.spec().log())) {
                throw LogTail.failure(
                        "An application of the server '" + server.spec().name() + "' did not start",
                        server.spec().log());
            }
            if (System.nanoTime() > end) {
                throw LogTail.failure(
                        "The server '%s' is not ready after %d s"
                                .formatted(server.spec().name(), PATIENCE.toSeconds()),
                        server.spec().log());
            }
        }
    }

    boolean isReady(int internalPort) {
        return ask(internalPort).filter(answer -> answer.statusCode() == OK).isPresent();
    }

    /** Whether a server that {@link Installation#drain drains} has answered everybody and lets nobody in any more. */
    boolean isDrained(int internalPort) {
        return ask(internalPort)
                .map(HttpResponse::body)
                .filter(Readiness::isDrained)
                .isPresent();
    }

    static boolean isDrained(String health) {
        try {
            var checks = PrivateJson.JSON.readTree(health).path("checks");
            return !checks.isEmpty()
                    && checks.valueStream()
                            .allMatch(
                                    check -> check.path("data").path("drained").asBoolean());
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private Optional<HttpResponse<String>> ask(int internalPort) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + internalPort + "/health/ready"))
                .timeout(ANSWER)
                .build();
        try {
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for a server.", e);
        }
    }
}
