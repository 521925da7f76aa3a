package org.tradepost.cli.command.status;

import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.PlatformState;

/** Shows rates, latencies and what is left to do, again and again, until it is interrupted or the platform stops. */
final class Watch {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final String CLEAR = "\033[H\033[2J";
    private static final List<String> SERVICES = List.of("gateway", "users", "catalog", "orders", "payments");
    private static final List<String> STATUSES = List.of("PENDING", "CONFIRMED", "REJECTED", "NEEDS_ATTENTION");

    private final Installation installation;
    private final PrintWriter out;
    private final boolean terminal;

    /** @param terminal whether a new picture may replace the last one */
    Watch(Installation installation, PrintWriter out, boolean terminal) {
        this.installation = installation;
        this.out = out;
        this.terminal = terminal;
    }

    /** @throws CommandFailure when the platform does not run, or no longer */
    void run() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            PlatformState state = running();
            Scrape before = Scrape.of(state, client);
            while (true) {
                pause();
                state = running();
                Scrape now = Scrape.of(state, client);
                show(state, before, now);
                before = now;
            }
        }
    }

    private PlatformState running() {
        return installation
                .recordedState()
                .filter(state -> state.phase() == PlatformState.Phase.RUNNING)
                .orElseThrow(() -> new CommandFailure("Tradepost is not running."));
    }

    private static void pause() {
        try {
            Thread.sleep(EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }

    private void show(PlatformState state, Scrape before, Scrape now) {
        Duration apart = now.since(before);
        if (terminal) {
            out.print(CLEAR);
        }
        out.printf("Tradepost (%s) at %s%n%n", state.mode().label(), state.gatewayUrl());
        out.printf(
                "%-10s %10s %8s %10s %10s %14s%n",
                "SERVICE", "REQUESTS/S", "5XX", "P95", "IN FLIGHT", "DB CONNECTIONS");
        for (String service : SERVICES) {
            Traffic traffic = Traffic.between(service, before.samples(), now.samples(), apart);
            out.printf(
                    Locale.ROOT,
                    "%-10s %10.1f %7.1f%% %10s %10.0f %14s%n",
                    service,
                    traffic.perSecond(),
                    traffic.failed() * 100,
                    traffic.p95() == null ? "-" : traffic.p95().toMillis() + " ms",
                    now.sum("requests_in_flight", "service", service),
                    connections(now, service));
        }
        out.println();
        out.print("orders/s  ");
        for (String status : STATUSES) {
            double entered = now.sum("orders_total", "status", status) - before.sum("orders_total", "status", status);
            out.printf(Locale.ROOT, " %s %.1f", status, Math.max(0, entered) * 1e9 / apart.toNanos());
        }
        out.printf(
                Locale.ROOT,
                "%nleft to do outbox lag %.0f, oldest saga %.0f s, overdue %.0f, need attention %.0f, events parked %.0f%n",
                now.sum("outbox_lag"),
                now.max("saga_age_seconds"),
                now.max("sagas_overdue"),
                now.max("orders_needing_attention"),
                now.sum("parked_events"));
        out.printf(
                Locale.ROOT,
                "refused    over a limit %.0f, shed %.0f, for want of a slot %.0f; breakers not closed %.0f%n%n",
                now.sum("gateway_requests_limited_total"),
                now.sum("gateway_requests_shed_total"),
                now.sum("orders_refused_busy_total"),
                (double) now.samples().stream()
                        .filter(sample -> sample.name().equals("circuit_breaker_state") && sample.value() > 0)
                        .count());
        out.flush();
    }

    private static String connections(Scrape now, String service) {
        double active = 0;
        double most = 0;
        for (Sample sample : now.samples()) {
            if (sample.name().equals("db_connections")
                    && sample.label("service").equals(service)) {
                active += sample.label("state").equals("active") ? sample.value() : 0;
                most += sample.label("state").equals("max") ? sample.value() : 0;
            }
        }
        return most == 0 ? "-" : "%.0f of %.0f".formatted(active, most);
    }
}
