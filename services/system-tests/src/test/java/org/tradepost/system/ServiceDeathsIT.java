package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.platform.Platform;
import org.tradepost.system.Errands.Errand;

/**
 * The servers that orders asks, the relays and the consumers die between effect and answer, record or offset, several servers at
 * a time. Whoever was not answered asks again, and everything ends as if nothing had been.
 */
class ServiceDeathsIT {

    private static final Map<String, String> IMPATIENT = Map.of(
            "TRADEPOST_ORDERS_SAGA_LEASE", "PT6S",
            "TRADEPOST_ORDERS_SAGA_LEASE_MARGIN", "PT1S",
            "TRADEPOST_ORDERS_SAGA_LONGEST_CALL", "PT4S",
            "TRADEPOST_ORDERS_SAGA_VOID_AFTER", "PT6S");

    private final Platform platform = Deployment.get().platform();
    private final Servers servers = new Servers(platform);
    private final Errands errands = new Errands();

    @AfterAll
    static void everyInvariantHolds() {
        CommandLine.Result verified =
                CommandLine.ofDeployment().run("verify", "--json").expect(0);
        assertThat(verified.json().path("ok").asBoolean()).isTrue();
    }

    @Test
    @Tag("recovery")
    void anOrderIsConfirmedOnceThoughOrdersCatalogAndPaymentsAllDieOnItsWay() throws Exception {
        atOnce(
                () -> servers.startDyingAt("orders", CrashPoint.PAY_AFTER_EFFECT, IMPATIENT),
                () -> servers.startDyingAt("catalog", CrashPoint.STOCK_RESERVED_UNANSWERED, Map.of()),
                () -> servers.startDyingAt("payments", CrashPoint.CHARGE_UNRECORDED, Map.of()));
        Errand order = errands.order("tok_ok");
        order.attempt();
        servers.awaitDeath("catalog", CrashPoint.STOCK_RESERVED_UNANSWERED);
        servers.start("catalog", Map.of());
        servers.awaitDeath("payments", CrashPoint.CHARGE_UNRECORDED);
        servers.awaitDeath("orders", CrashPoint.PAY_AFTER_EFFECT);
        atOnce(() -> servers.start("orders", Map.of()), () -> servers.start("payments", Map.of()));
        String id = order.end().expect(201).text("id");
        assertThat(Bank.of(platform).charges(id)).isEqualTo(1);
        assertThat(Bank.of(platform).kept(id)).isEqualTo(250);
    }

    @Test
    @Tag("full")
    void whoAsksAgainGetsWhatWasDoneWhereverTheAskedServerDies() throws Exception {
        platform.restart("orders", IMPATIENT);
        List<List<Errand>> sent = atOnce(() -> walk("catalog"), () -> walk("payments"), () -> walk("users"));
        sent.forEach(service -> service.forEach(Errand::end));
        for (Errand order :
                sent.stream().flatMap(List::stream).filter(Errand::isOrder).toList()) {
            Answer end = order.end();
            boolean confirmed = end.status() == 201;
            String id = end.text(confirmed ? "id" : "orderId");
            assertThat(Bank.of(platform).kept(id)).isEqualTo(confirmed ? 250 : 0);
            assertThat(Bank.of(platform).charges(id)).isBetween(confirmed ? 1L : 0L, 1L);
        }
    }

    @Test
    @Tag("full")
    void orderEventsArriveWhereverTheirRelayAndConsumerDie() throws Exception {
        walk(
                        "orders",
                        Stream.of(
                                        CrashPoint.RELAY_BEFORE_PUBLISH,
                                        CrashPoint.RELAY_UNCOMMITTED,
                                        CrashPoint.RELAY_PUBLISHED_UNMARKED,
                                        CrashPoint.CONSUMER_BEFORE_EFFECT,
                                        CrashPoint.CONSUMER_UNCOMMITTED,
                                        CrashPoint.CONSUMER_COMMITTED)
                                .toList())
                .forEach(Errand::end);
    }

    private List<Errand> walk(String service) {
        return walk(service, CrashPoint.of(service).stream().sorted().toList());
    }

    /** Lets a server die at each point, by errands that lead there; answers the errands, which nobody has finished yet. */
    private List<Errand> walk(String service, List<CrashPoint> deaths) {
        assertThat(deaths).isNotEmpty();
        var sent = new ArrayList<Errand>();
        for (CrashPoint point : deaths) {
            servers.startDyingAt(service, point, service.equals("orders") ? IMPATIENT : Map.of());
            Eventually.holds(service + " dies at " + point, () -> {
                if (servers.isAlive(service)) {
                    Errand errand = errands.leadingTo(point);
                    sent.add(errand);
                    errand.attempt();
                }
                return !servers.isAlive(service);
            });
        }
        servers.start(service, Map.of());
        return sent;
    }

    private static void atOnce(Runnable... work) throws Exception {
        atOnce(Stream.of(work).map(Executors::callable).toList());
    }

    @SafeVarargs
    private static <T> List<T> atOnce(Callable<T>... work) throws Exception {
        return atOnce(List.of(work));
    }

    private static <T> List<T> atOnce(List<? extends Callable<T>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            var results = new ArrayList<T>();
            for (Future<T> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
