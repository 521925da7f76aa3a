package org.tradepost.cli.command.status;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.PlatformState;
import org.tradepost.cli.platform.ProcessState;

/**
 * The metrics of every server, read at about the same time.
 *
 * @param at nanoseconds of the monotonic clock
 */
record Scrape(long at, List<Sample> samples) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Of the servers that answer. */
    static Scrape of(PlatformState state, HttpClient client) {
        List<Sample> samples = new ArrayList<>();
        for (ProcessState process : state.processes()) {
            if (process.internalPort() != null) {
                samples.addAll(Sample.all(metrics(client, process.internalPort())));
            }
        }
        return new Scrape(System.nanoTime(), samples);
    }

    private static String metrics(HttpClient client, int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(PATIENCE)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException away) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }

    Duration since(Scrape before) {
        return Duration.ofNanos(at - before.at);
    }

    /** The sum over all series of a name with this label; 0 when there is none. */
    double sum(String name, String label, String value) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> sample.label(label).equals(value))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** The largest over all series of a name; 0 when there is none. */
    double max(String name) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .mapToDouble(Sample::value)
                .max()
                .orElse(0);
    }

    /** The sum over all series of a name; 0 when there is none. */
    double sum(String name) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .mapToDouble(Sample::value)
                .sum();
    }
}
