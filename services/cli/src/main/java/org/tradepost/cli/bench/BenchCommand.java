package org.tradepost.cli.bench;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.client.Durations;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.cli.platform.Installation;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tradepost bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure the running platform.",
            "users: read the own account. browse: read a product. orders: place orders of two lines from 200 products"
                    + " that are confirmed in the answer. mixed: all of these and searches. registrations, logins."
        })
public final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Scenarios.Name scenario;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "32",
            description = "Requests at a time (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Requests due each second, counted from when they were due; without it each client"
                    + " sends as fast as it is answered.")
    private Double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Durations.class,
            description = "Such as 30s or 5m (default: ${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Durations.class,
            description = "The same load, not measured, before (default: ${DEFAULT-VALUE}).")
    private Duration warmup;

    @Option(
            names = "--direct",
            description = "Ask the service itself, past the gateway: what the gateway costs is the difference"
                    + " (users and browse only).")
    private boolean direct;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (clients < 1 || (rate != null && rate <= 0) || duration.isZero()) {
            throw new ParameterException(spec.commandLine(), "--clients, --rate and --duration must be positive");
        }
        if (direct && scenario.service().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--direct is for users and browse only");
        }
        Installation installation = Installation.locate();
        RunningPlatform platform = RunningPlatform.of(installation);
        Load load = new Load(clients, rate == null ? 0 : rate, duration);
        String name = direct ? scenario + " (direct)" : scenario.toString();
        URI asked = direct ? service(installation) : platform.gateway();
        BenchReport report;
        try (ApiClient client = platform.client(clients + 8);
                ApiClient reading = new ApiClient(asked, clients + 8)) {
            ApiSession admin = platform.admin(client);
            Scenarios.Target target = new Scenarios.Target(reading, direct ? asked.getPath() : "");
            Scenario chosen = Scenarios.of(scenario, client, admin, target);
            chosen.prepare();
            LoadGenerator generator = new LoadGenerator(chosen);
            if (!warmup.isZero()) {
                generator.run(load.lasting(warmup), "Warming up");
            }
            report = BenchReport.of(name, clients, generator.run(load, "Measuring " + name));
        }
        print(report, new Surroundings(installation.state()));
        return 0;
    }

    private URI service(Installation installation) {
        String service = scenario.service().orElseThrow();
        return installation
                .state()
                .internalUrl(service)
                .map(URI::create)
                .orElseThrow(() -> new CommandFailure("The address of " + service + " is not known"));
    }

    private void print(BenchReport report, Surroundings surroundings) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        (json ? err : out).print(surroundings.text());
        out.print(json ? Json.line(report) + System.lineSeparator() : report.text());
        err.flush();
        out.flush();
    }
}
