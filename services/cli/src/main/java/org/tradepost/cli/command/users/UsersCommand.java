package org.tradepost.cli.command.users;

import com.google.protobuf.Timestamp;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.cli.platform.Installation;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Json;
import org.tradepost.users.grpc.v1.Activity;
import org.tradepost.users.grpc.v1.User;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tradepost users}: one user, or what one does, over gRPC. */
@Command(
        name = "users",
        mixinStandardHelpOptions = true,
        description = "Show a user, or follow what a user does, over the users service's gRPC.")
public final class UsersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "One of get and watch is needed");
    }

    @Command(name = "get", mixinStandardHelpOptions = true, description = "Show one user.")
    int get(
            @Parameters(paramLabel = "ID", description = "The user's id, a UUID.") String id,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        with(client -> {
            Map<String, Object> user = shown(client.get(id));
            if (json) {
                out.println(Json.line(user));
            } else {
                user.forEach((name, value) -> out.printf("%-12s %s%n", name, value));
            }
        });
        out.flush();
        return 0;
    }

    @Command(
            name = "watch",
            mixinStandardHelpOptions = true,
            description = "Follow what a user does until Ctrl-C: what is stored from a time on, then what comes in.")
    int watch(
            @Parameters(paramLabel = "ID", description = "The user's id, a UUID.") String id,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            description = "In ISO 8601, such as 2026-03-01T09:30:00Z; now when it is left out.")
                    String from,
            @Option(names = "--json", description = "Print one JSON object a line.") boolean json) {
        Instant time = time(from);
        PrintWriter out = spec.commandLine().getOut();
        with(client -> client.watch(id, time, entry -> {
            Map<String, Object> activity = shown(entry);
            out.println(
                    json
                            ? Json.line(activity)
                            : "%s  %-16s order %s"
                                    .formatted(activity.get("occurredAt"), entry.getType(), entry.getOrderId()));
            out.flush();
        }));
        return 0;
    }

    private Instant time(String from) {
        try {
            return from == null ? Instant.now() : Instant.parse(from);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.subcommands().get("watch"), "'" + from + "' is not a time such as 2026-03-01T09:30:00Z", e);
        }
    }

    private static void with(Consumer<UsersClient> work) {
        Installation installation = Installation.locate();
        RunningPlatform platform = RunningPlatform.of(installation);
        String address = Optional.ofNullable(installation.state().usersGrpc())
                .orElseThrow(() -> new CommandFailure("This platform serves no gRPC."));
        try (ApiClient http = platform.client(1)) {
            ApiSession administrator = platform.admin(http);
            try (UsersClient client = new UsersClient(address, administrator::accessToken, version())) {
                work.accept(client);
            }
        }
    }

    private static String version() {
        String built = UsersCommand.class.getPackage().getImplementationVersion();
        return "tradepost-cli/" + (built == null ? "development" : built);
    }

    private static Map<String, Object> shown(User user) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", user.getUserId());
        fields.put("email", user.getEmail());
        fields.put("name", user.getFullName());
        fields.put("status", user.getStatus().name().replace("USER_STATUS_", ""));
        fields.put(
                "preferences",
                Map.of(
                        "emailNotifications", user.getPreferences().getEmailNotifications(),
                        "timeZone", user.getPreferences().getTimeZone(),
                        "language", user.getPreferences().getLanguage()));
        fields.put("createdAt", time(user.getCreatedAt()));
        fields.put("updatedAt", time(user.getUpdatedAt()));
        return fields;
    }

    private static Map<String, Object> shown(Activity activity) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", activity.getActivityId());
        fields.put("type", activity.getType());
        fields.put("orderId", activity.getOrderId());
        fields.put("occurredAt", time(activity.getOccurredAt()));
        return fields;
    }

    private static String time(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
    }
}
