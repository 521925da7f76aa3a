package org.tradepost.cli.command.parked;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tradepost parked-events}: what services could not handle and set aside; look, replay, discard. */
@Command(
        name = "parked-events",
        mixinStandardHelpOptions = true,
        description = "List, replay or discard the events that a service could not handle and set aside.")
public final class ParkedEventsCommand implements Runnable {

    private final Supplier<RunningPlatform> running;

    @Spec
    private CommandSpec spec;

    public ParkedEventsCommand() {
        this(RunningPlatform::locate);
    }

    ParkedEventsCommand(Supplier<RunningPlatform> running) {
        this.running = running;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "One of list, replay and discard is needed");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Show what is parked, oldest first. FIRST is the one of its key to settle; the others wait behind"
                            + " it.")
    int list(@Option(names = "--json", description = "Print one JSON object.") boolean json) {
        Map<String, List<JsonNode>> parked = new LinkedHashMap<>();
        Arrays.stream(Consumer.values())
                .forEach(service -> parked.put(service.toString(), of(service, ParkedEvents::list)));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(parked));
        } else if (parked.values().stream().allMatch(List::isEmpty)) {
            out.println("No event is parked.");
        } else {
            String row = "%-8s %6s %-5s %-40s %-36s %8s %-24s %s%n";
            out.printf(row, "SERVICE", "ID", "FIRST", "TYPE", "KEY", "ATTEMPTS", "SINCE", "REASON");
            parked.forEach((service, events) -> events.forEach(event -> out.printf(
                    row,
                    service,
                    event.path("id").asText(),
                    event.path("first").asBoolean() ? "yes" : "",
                    event.path("type").asText("-"),
                    event.path("key").asText("-"),
                    event.path("attempts").asText(),
                    event.path("parkedAt").asText(),
                    event.path("reason").asText())));
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Let an event take effect, and then those of its key behind it.",
                "Exit code 1 when one was refused again; that one stays parked, with its new reason."
            })
    int replay(
            @Parameters(paramLabel = "SERVICE", description = "users or orders.") Consumer service,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "Of the first of its key, as list shows it.")
                    Long id,
            @Option(names = "--all", description = "Replay the first of every key instead of one.") boolean all,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        if ((id != null) == all) {
            throw new ParameterException(
                    spec.subcommands().get("replay"), "Either the ID of an event or --all is needed");
        }
        ParkedEvents.Replay done = of(service, parked -> all ? parked.replayAll() : parked.replay(id));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(done));
        } else {
            out.printf("%d replayed, %d refused again%n", done.replayed(), done.refused());
        }
        out.flush();
        return done.refused() == 0 ? 0 : 1;
    }

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = "Give an event up for good. It never takes effect; those of its key behind it can be replayed"
                    + " then.")
    int discard(
            @Parameters(paramLabel = "SERVICE", description = "users or orders.") Consumer service,
            @Parameters(paramLabel = "ID", description = "As list shows it.") long id,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        JsonNode settled = of(service, parked -> parked.discard(id));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(settled);
        } else {
            out.println("discarded"
                    + (settled.path("next").isNumber()
                            ? "; the next of its key is " + settled.path("next").asLong()
                            : ""));
        }
        out.flush();
        return 0;
    }

    private <T> T of(Consumer service, Function<ParkedEvents, T> what) {
        RunningPlatform platform = running.get();
        try (ApiClient client = platform.client(1)) {
            return what.apply(new ParkedEvents(platform.admin(client), service));
        }
    }
}
