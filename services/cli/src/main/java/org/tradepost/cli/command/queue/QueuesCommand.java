package org.tradepost.cli.command.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
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

/** {@code tradepost queues}: what catalog does later, on command; look, send. */
@Command(
        name = "queues",
        mixinStandardHelpOptions = true,
        description = "List the command queues, send a command, or show what became of commands.")
public final class QueuesCommand implements Runnable {

    /** As the API names them. */
    enum State {
        WAITING,
        DONE,
        FAILED,
        REJECTED
    }

    private final Supplier<RunningPlatform> running;

    @Spec
    private CommandSpec spec;

    public QueuesCommand() {
        this(RunningPlatform::locate);
    }

    QueuesCommand(Supplier<RunningPlatform> running) {
        this.running = running;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "One of list, send and show is needed");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Show each queue: how many commands wait of how many that may, since when, and what ended within"
                            + " a week.")
    int list(@Option(names = "--json", description = "Print one JSON object.") boolean json) {
        JsonNode queues = of(Queues::list);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(Map.of("queues", queues)));
        } else {
            String row = "%-20s %8s %8s %8s %8s %8s %8s%n";
            out.printf(row, "QUEUE", "SIZE", "WAITING", "OLDEST", "DONE", "FAILED", "REJECTED");
            queues.forEach(queue -> out.printf(
                    row,
                    queue.path("id").asText(),
                    queue.path("size").asText(),
                    queue.path("waiting").asText(),
                    queue.path("oldestSeconds").asText() + " s",
                    queue.path("done").asText(),
                    queue.path("failed").asText(),
                    queue.path("rejected").asText()));
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "send",
            mixinStandardHelpOptions = true,
            description = {
                "Have a command accepted. It is done later; show tells what became of it.",
                "Exit code 1 when it was refused, such as by a queue that is full."
            })
    int send(
            @Parameters(paramLabel = "QUEUE", description = "Such as stock.") String queue,
            @Parameters(
                            paramLabel = "COMMAND",
                            description = "A JSON object, such as {\"type\":\"cache.invalidate\",\"sku\":\"LAMP-1\"}.")
                    String command,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        JsonNode body = object(command);
        JsonNode accepted = of(queues -> queues.send(queue, body));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? accepted : "accepted as " + accepted.path("id").asText());
        out.flush();
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show one command with its result, or the newest of a queue.")
    int show(
            @Parameters(paramLabel = "QUEUE", description = "Such as stock.") String queue,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "Of one command.") String id,
            @Option(names = "--state", description = "Only those that are ${COMPLETION-CANDIDATES}.") State state,
            @Option(names = "--limit", defaultValue = "20", description = "How many at most; ${DEFAULT-VALUE}.")
                    int limit,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        if (limit < 1 || (id != null && state != null)) {
            throw new ParameterException(
                    spec.subcommands().get("show"), "--limit is 1 at least, and --state is not for one command");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (id != null) {
            JsonNode command = of(queues -> queues.command(queue, id));
            out.println(command);
        } else {
            List<JsonNode> commands = of(queues -> queues.commands(queue, state == null ? null : state.name(), limit));
            if (json) {
                out.println(Json.line(Map.of("commands", commands)));
            } else {
                print(commands, out);
            }
        }
        out.flush();
        return 0;
    }

    private static void print(List<JsonNode> commands, PrintWriter out) {
        String row = "%-36s %-20s %-8s %8s %-30s %s%n";
        out.printf(row, "ID", "TYPE", "STATE", "ATTEMPTS", "ACCEPTED", "OUTCOME");
        commands.forEach(command -> out.printf(
                row,
                command.path("id").asText(),
                command.path("type").asText(),
                command.path("state").asText(),
                command.path("attempts").asText(),
                command.path("acceptedAt").asText(),
                command.has("failure")
                        ? command.path("failure").asText()
                        : command.path("result").toString()));
    }

    private JsonNode object(String text) {
        try {
            if (Json.tree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new ParameterException(spec.subcommands().get("send"), "The command is not JSON", e);
        }
        throw new ParameterException(spec.subcommands().get("send"), "The command must be a JSON object");
    }

    private <T> T of(Function<Queues, T> what) {
        RunningPlatform platform = running.get();
        try (ApiClient client = platform.client(1)) {
            return what.apply(new Queues(platform.admin(client)));
        }
    }
}
