package org.tradepost.cli.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.cli.client.Workers;
import org.tradepost.cli.drill.check.Books;
import org.tradepost.cli.drill.check.Evidence;
import org.tradepost.cli.drill.check.HistoryChecks;
import org.tradepost.cli.drill.fault.DrillPlatform;
import org.tradepost.cli.drill.fault.Fault;
import org.tradepost.cli.drill.load.Buyer;
import org.tradepost.cli.drill.load.Intent;
import org.tradepost.cli.drill.load.Load;
import org.tradepost.cli.drill.load.Outcome;
import org.tradepost.cli.drill.load.PaymentTokens;
import org.tradepost.cli.drill.plan.FaultPlan;
import org.tradepost.cli.verify.PlatformAudit;
import org.tradepost.cli.verify.VerifyReport;
import org.tradepost.cli.verify.VerifyReport.Result;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Persistence;

/** One drill on a platform that was started for it: load and faults, then quiet, then the checks. */
final class Drill {
    /** Longer than any answer takes whose sender is well. */
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private static final Duration QUIET = Duration.ofMinutes(4);
    private static final long LOOK_MILLIS = 500;

    private final DrillPlatform platform;
    private final DrillOptions options;
    private final DrillFolder folder;
    private final Consumer<String> note;

    /** A fault of the plan, as it is kept for people. */
    private record Planned(String kind, String target, long atMillis, long holdMillis, long detail) {
        static Planned of(Fault fault) {
            return new Planned(
                    fault.kind().toString(),
                    fault.target(),
                    fault.at().toMillis(),
                    fault.hold().toMillis(),
                    fault.detail());
        }
    }

    Drill(DrillPlatform platform, DrillOptions options, DrillFolder folder, Consumer<String> note) {
        this.platform = platform;
        this.options = options;
        this.folder = folder;
        this.note = note;
    }

    /** Runs it; evidence is left in the folder whatever the result is. */
    DrillReport run() {
        FaultPlan plan = FaultPlan.draw(options.seed(), options.duration(), options.faultKinds());
        folder.write("plan.ndjson", plan.faults().stream().map(Planned::of).toList());
        FaultRun faults = new FaultRun(platform, plan, options.duration(), note);
        try (ApiClient client = new ApiClient(platform.gatewayUrl(), options.clients() + 2, ANSWER)) {
            ApiSession admin = RunningPlatform.of(platform.installation()).admin(client);
            note.accept("Putting goods on the shelves and registering " + options.clients() + " buyers");
            try (Load load = Load.prepare(
                    client,
                    admin,
                    options.clients(),
                    options.seed(),
                    new PaymentTokens(options.faults()),
                    folder.history())) {
                return run(load, faults);
            }
        } finally {
            folder.write("faults.ndjson", faults.inflicted());
        }
    }

    private DrillReport run(Load load, FaultRun faults) {
        note.accept("Load and faults for " + options.duration().toSeconds() + " s");
        long began = System.nanoTime();
        Workers.forEach(2, List.<Runnable>of(load::run, () -> faultsWhile(load, faults)), Runnable::run);
        long seconds = secondsSince(began);
        note.accept("The faults are over; waiting until the platform is quiet");
        long quietBegan = System.nanoTime();
        platform.heal();
        load.settle();
        List<String> unfinished = awaitQuiet();
        long quietAfter = secondsSince(quietBegan);
        VerifyReport verified = new PlatformAudit(platform.installation()).verify();
        Evidence evidence = evidence(load);
        List<Result> results = new ArrayList<>(verified.invariants());
        results.add(new Result("gets-quiet", unfinished.isEmpty(), 1, unfinished));
        results.addAll(HistoryChecks.run(evidence));
        return new DrillReport(
                options.seed(),
                counts(load, faults),
                faults.notRun(),
                evidence.intents().stream()
                        .filter(intent -> intent.kind() == Intent.Kind.ORDER && intent.acknowledged())
                        .count(),
                evidence.books().orders().values().stream()
                        .filter(Books.Order::confirmed)
                        .count(),
                evidence.books().orders().values().stream()
                        .filter(order -> order.status().equals("REJECTED"))
                        .count(),
                verified.needAttention(),
                calls(load),
                seconds,
                quietAfter,
                results,
                results.stream().allMatch(Result::ok),
                null);
    }

    private static void faultsWhile(Load load, FaultRun faults) {
        try {
            faults.run();
        } finally {
            load.end();
        }
    }

    private List<String> awaitQuiet() {
        long end = System.nanoTime() + QUIET.toNanos();
        List<String> unfinished = Books.unfinished(platform.installation());
        while (!unfinished.isEmpty() && System.nanoTime() - end < 0) {
            Persistence.pause(LOOK_MILLIS);
            unfinished = Books.unfinished(platform.installation());
        }
        return unfinished;
    }

    private Evidence evidence(Load load) {
        List<Buyer> buyers = load.buyers();
        return Evidence.gather(
                buyers.stream().flatMap(buyer -> buyer.intents().stream()).toList(),
                load.history().calls(),
                buyers.stream().map(buyer -> buyer.session().userId()).toList(),
                Books.read(platform.installation()),
                (buyer, order) -> marker(buyers.get(buyer).session(), order));
    }

    private static String marker(ApiSession owner, String order) {
        return new Persistence(owner.client())
                .send(owner, ApiRequest.get("/api/v1/orders/" + order))
                .expect("Reading an order", 200)
                .json()
                .path("shippingAddress")
                .path("line1")
                .asText(null);
    }

    private Map<String, Long> counts(Load load, FaultRun faults) {
        Map<String, Long> counts = new TreeMap<>(faults.counts());
        load.buyers().forEach(buyer -> buyer.providerFaults().forEach((kind, n) -> counts.merge(kind, n, Long::sum)));
        return counts;
    }

    private static Map<String, Long> calls(Load load) {
        Map<String, Long> calls = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            calls.put(outcome.name().toLowerCase(Locale.ROOT), load.history().count(outcome));
        }
        return calls;
    }

    private static long secondsSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }
}
