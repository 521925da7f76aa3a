package org.tradepost.cli.command.keys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tradepost rotate-keys}: the next key signs access tokens from now on, and another one is made to follow it. */
@Command(
        name = "rotate-keys",
        mixinStandardHelpOptions = true,
        description =
                "Let the next key sign access tokens; the one before stays published until its last token has expired.")
public final class RotateKeysCommand implements Callable<Integer> {
    private static final ApiRequest ROTATION = ApiRequest.post("/api/v1/admin/signing-keys/rotation");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunningPlatform platform = RunningPlatform.locate();
        JsonNode keys;
        try (ApiClient client = platform.client(1)) {
            keys = platform.admin(client)
                    .call(ROTATION)
                    .expect("Rotating the keys", 200)
                    .json();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(keys);
        } else {
            out.printf("%-44s %-8s %s%n", "KEY", "STATE", "SIGNS NOW");
            keys.path("items")
                    .forEach(key -> out.printf(
                            "%-44s %-8s %s%n",
                            key.path("id").asText(),
                            key.path("state").asText(),
                            key.path("signing").asBoolean() ? "yes" : "no"));
        }
        out.flush();
        return 0;
    }
}
