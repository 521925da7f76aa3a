package org.tradepost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.ProcessState;
import org.tradepost.system.CrashPoint.Rule;
import org.tradepost.system.Errands.Errand;

/** For each {@link PlantedBug} the trouble in which it shows. Without the bug, everything ends well. */
final class BugScenarios {

    private static final String SAGA = "org.tradepost.orders.checkout.control.CheckoutSaga";

    /** Gives up soon, and lets others take over soon. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "TRADEPOST_ORDERS_SAGA_LEASE", "PT6S",
            "TRADEPOST_ORDERS_SAGA_LEASE_MARGIN", "PT1S",
            "TRADEPOST_ORDERS_SAGA_LONGEST_CALL", "PT4S",
            "TRADEPOST_ORDERS_SAGA_VOID_AFTER", "PT3S",
            "TRADEPOST_ORDERS_SAGA_COMPENSATE_AFTER", "PT6S");

    /** The first owner of a saga pauses with a captured payment in hand, and goes on when its successor gives the goods back. */
    static final String TWO_OWNERS = CrashScript.rule(
                    "an owner pauses",
                    new Rule(SAGA, "ask", "AT ENTRY", at("CONFIRM") + " && flag(\"paused\")"),
                    "traceln(\"an owner pauses\"); waitFor(\"go on\", 100000)")
            + CrashScript.rule(
                    "its successor lets it go on",
                    new Rule(SAGA, "ask", "AT ENTRY", at("RELEASE_STOCK") + " && flag(\"met\")"),
                    "traceln(\"its successor is here\"); signalWake(\"go on\", true); waitFor(\"is through\", 30000)")
            + CrashScript.rule(
                    "the first owner is through",
                    new Rule(SAGA, "ended", "AT EXIT", at("CONFIRM")),
                    "signalWake(\"is through\", false)");

    private final Platform platform;
    private final Servers servers;
    private Errands errands;

    BugScenarios(Platform platform) {
        this.platform = platform;
        this.servers = new Servers(platform);
    }

    private static String at(String step) {
        return "$1.saga().step().name().equals(\"" + step + "\")";
    }

    /**
     * Makes the trouble, and returns when all is up again and the customer has an answer that stays.
     *
     * @param planted environment of the bug's service, with the bug or without
     * @return false when the customer got an answer that must not be
     */
    boolean endsWell(PlantedBug bug, Map<String, String> planted) {
        String service = bug.service();
        // All scenarios together outlast an access token.
        errands = new Errands();
        boolean well =
                switch (bug) {
                    case NO_LEASE_FENCING -> ownerReplaced(CrashScript.following(TWO_OWNERS, impatient(planted)));
                    case COMPENSATES_COMPLETED_STEPS_ONLY -> givenUpWithoutPayments(impatient(planted));
                    case RETRY_WITHOUT_KEY -> dies(service, CrashPoint.CHARGE_UNRECORDED, planted);
                    case PUBLISHES_WITHOUT_OUTBOX -> dies(service, CrashPoint.CHANGE_UNCOMMITTED, planted);
                    case ACKNOWLEDGES_BEFORE_COMMIT -> dies(service, CrashPoint.CONSUMER_COMMITTED, planted);
                    case RESERVES_IN_TWO_TRANSACTIONS -> dies(service, CrashPoint.STOCK_UNHELD, planted);
                    case KEY_REUSED_FOR_ANOTHER_BODY -> keyUsedTwice(service, planted);
                };
        platform.restart(service, Map.of());
        return well;
    }

    private static Map<String, String> impatient(Map<String, String> planted) {
        var all = new HashMap<>(IMPATIENT);
        all.putAll(planted);
        return all;
    }

    /** The server dies at the point, on the way of an order, and comes back. */
    private boolean dies(String service, CrashPoint point, Map<String, String> planted) {
        servers.startDyingAt(service, point, planted);
        Errand order = errands.order("tok_ok");
        order.attempt();
        servers.awaitDeath(service, point);
        servers.start(service, planted);
        order.settled();
        return true;
    }

    private boolean keyUsedTwice(String service, Map<String, String> planted) {
        platform.restart(service, planted);
        Api once = errands.customer().withNewKey();
        once.post("/api/v1/orders", Shop.order("tok_ok", errands.sku(), 1)).expect(201);
        return once.post("/api/v1/orders", Shop.order("tok_ok", errands.sku(), 2))
                        .status()
                == 422;
    }

    /** An order is charged, nobody hears of it, payments goes away, and comes back when the order has been given up. */
    private boolean givenUpWithoutPayments(Map<String, String> settings) {
        platform.restart("orders", settings);
        Errand order = errands.order("tok_timeout_charged", "wait=0");
        String id = order.request().get().expect(202).text("id");
        Eventually.holds("charged", () -> Bank.of(platform).charges(id) == 1);
        awayUntilGivenUp(id);
        order.settled();
        return true;
    }

    /** An owner pauses for longer than its lease; its successor finds payments away, gives the order up and pays back. */
    private boolean ownerReplaced(Map<String, String> settings) {
        platform.restart("orders", settings);
        Errand order = errands.order("tok_ok", "wait=0");
        String id = order.request().get().expect(202).text("id");
        Eventually.holds("an owner pauses", () -> log("orders").contains("an owner pauses"));
        awayUntilGivenUp(id);
        Eventually.holds("its successor is here", () -> log("orders").contains("its successor is here"));
        order.settled();
        return true;
    }

    private void awayUntilGivenUp(String order) {
        platform.kill("payments");
        Eventually.holds("order " + order + " is given up", () -> givenUp(order));
        platform.start("payments", Map.of());
    }

    private boolean givenUp(String order) {
        var orders = platform.installation().auditDatabase("orders");
        try (var connection = DriverManager.getConnection(orders.url(), orders.user(), orders.password());
                var select = connection.prepareStatement(
                        "SELECT direction = 'COMPENSATING' FROM audit_saga WHERE id = CAST(? AS uuid)")) {
            select.setString(1, order);
            try (var rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String log(String service) {
        try {
            return platform.installation()
                    .state()
                    .process(service)
                    .map(ProcessState::log)
                    .map(Path::of)
                    .map(BugScenarios::read)
                    .orElse("");
        } catch (UncheckedIOException notYet) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
