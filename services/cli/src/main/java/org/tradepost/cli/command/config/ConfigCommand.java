package org.tradepost.cli.command.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.client.InputFile;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.client.http.ApiClient;
import org.tradepost.shared.settings.SealedValues;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tradepost config}: how the running services are set; and encrypted values for their secrets. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Show how every running service is set, and where each value comes from.")
public final class ConfigCommand implements Callable<Integer> {

    private final Supplier<RunningPlatform> running;
    private final UnaryOperator<String> environment;
    private final InputStream input;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    public ConfigCommand() {
        this(RunningPlatform::locate, System::getenv, System.in);
    }

    ConfigCommand(Supplier<RunningPlatform> running, UnaryOperator<String> environment, InputStream input) {
        this.running = running;
        this.environment = environment;
        this.input = input;
    }

    @Override
    public Integer call() {
        RunningPlatform platform = running.get();
        JsonNode config;
        try (ApiClient client = platform.client(1)) {
            config = platform.admin(client).fetch("/api/v1/admin/config", "Asking how the services are set");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(config);
        } else {
            print(config, out);
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "encrypt",
            mixinStandardHelpOptions = true,
            description = "Encrypt the value of a setting, read from standard input, with the key in"
                    + " TRADEPOST_SETTINGS_KEY or the file that TRADEPOST_SETTINGS_KEY_FILE names.")
    int encrypt(
            @Parameters(paramLabel = "NAME", description = "The setting; its value opens under no other.") String name)
            throws IOException {
        String value = new String(input.readAllBytes(), StandardCharsets.UTF_8).strip();
        if (value.isEmpty()) {
            throw new CommandFailure("There is no value on standard input");
        }
        String sealed;
        try {
            sealed = new SealedValues(key()).seal(name, value);
        } catch (IllegalStateException e) {
            throw new CommandFailure(e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(sealed);
        out.flush();
        return 0;
    }

    private Optional<String> key() {
        String file = environment.apply(SealedValues.KEY + "_FILE");
        return file == null
                ? Optional.ofNullable(environment.apply(SealedValues.KEY))
                : Optional.of(text(Path.of(file)));
    }

    private static String text(Path file) {
        InputFile.require(file);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ": " + e.getMessage());
        }
    }

    private static void print(JsonNode config, PrintWriter out) {
        String row = "%-8s %-60s %-28s %-18s %s%n";
        out.printf(row, "SERVICE", "SETTING", "VALUE", "SOURCE", "SINCE");
        for (JsonNode service : config.path("services")) {
            String name = service.path("service").asText();
            for (JsonNode setting : service.path("settings")) {
                out.printf(
                        row,
                        name,
                        setting.path("name").asText(),
                        setting.path("value").asText("-"),
                        setting.path("source").asText(),
                        setting.path("changed").asText() + remark(setting));
            }
            for (JsonNode source : service.path("sources")) {
                if (!source.path("readable").asBoolean()) {
                    out.printf(
                            "%s cannot read %s: %s%n",
                            name,
                            source.path("name").asText(),
                            source.path("trouble").asText());
                }
            }
        }
        config.path("missing").forEach(missing -> out.println(missing.asText() + " does not answer"));
    }

    private static String remark(JsonNode setting) {
        JsonNode refused = setting.path("refused");
        if (refused.isObject()) {
            return "  refused from " + refused.path("source").asText() + ": "
                    + refused.path("why").asText();
        }
        return setting.path("waiting").asBoolean() ? "  another waits for the next start" : "";
    }
}
