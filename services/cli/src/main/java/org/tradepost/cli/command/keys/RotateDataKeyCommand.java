package org.tradepost.cli.command.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.StoredDataKeys;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code tradepost rotate-data-key}: a new key encrypts personal data. The first call makes the key, which services take up when they
 * start; every later one tells how far they are with encrypting anew. Each call goes on where the last one ended, so it can be
 * broken off at any time.
 */
@Command(
        name = "rotate-data-key",
        mixinStandardHelpOptions = true,
        description = {
            "Make a new key for personal data; after a restart, run it again to see how many values it encrypts already."
        })
public final class RotateDataKeyCommand implements Callable<Integer> {
    private static final List<String> SERVICES = List.of("users", "orders");

    /** How far the rotation is. */
    enum State {
        /** There is a new key; services have to be restarted to use it. */
        RESTART_NEEDED,
        /** Values wait to be encrypted anew, which the services do by themselves. */
        ENCRYPTING,
        /** Nothing needs the old keys any more. */
        REMOVABLE,
        /** The old keys are forgotten. */
        REMOVED
    }

    @Option(
            names = "--remove-old",
            description = "Forget the old key once nothing needs it. Backups from before cannot be read without it.")
    private boolean removeOld;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StoredDataKeys keys = StoredDataKeys.of(Installation.locate());
        if (keys.ids().size() == 1) {
            if (removeOld) {
                throw new CommandFailure("There is one data key only; nothing was removed.");
            }
            return tell(State.RESTART_NEEDED, keys.addCurrent(), 0, 0);
        }
        String current = keys.ids().get(0);
        DataKeyUse use = use();
        if (!use.isCurrent(current)) {
            if (removeOld) {
                throw new CommandFailure("The key " + current
                        + " encrypts from the next start on: ./tradepost down, ./tradepost up; nothing was removed.");
            }
            return tell(State.RESTART_NEEDED, current, use.under(current), use.notUnder(current));
        }
        long left = use.notUnder(current);
        if (left > 0) {
            if (removeOld) {
                throw new CommandFailure(
                        left + " values are not encrypted under " + current + " yet; nothing was removed.");
            }
            return tell(State.ENCRYPTING, current, use.under(current), left);
        }
        if (removeOld) {
            keys.forgetAllButCurrent();
        }
        return tell(removeOld ? State.REMOVED : State.REMOVABLE, current, use.under(current), 0);
    }

    private static DataKeyUse use() {
        RunningPlatform platform = RunningPlatform.locate();
        Map<String, JsonNode> reports = new HashMap<>();
        try (ApiClient client = platform.client(1)) {
            ApiSession admin = platform.admin(client);
            for (String service : SERVICES) {
                reports.put(
                        service,
                        admin.call(ApiRequest.get("/api/v1/admin/data-keys/" + service))
                                .expect("Asking " + service + " for the use of its data keys", 200)
                                .json());
            }
        }
        return new DataKeyUse(reports);
    }

    private int tell(State state, String current, long done, long left) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.put("state", state.name())
                    .put("currentKeyId", current)
                    .put("values", done)
                    .put("remaining", left);
            out.println(answer);
        } else {
            out.println(
                    switch (state) {
                        case RESTART_NEEDED ->
                            "The key " + current + " encrypts from the next start on: ./tradepost down, ./tradepost up,"
                                    + " then run this again.";
                        case ENCRYPTING ->
                            done + " values are encrypted under " + current + ", " + left
                                    + " wait for it. Run this again later.";
                        case REMOVABLE ->
                            "All " + done + " values are encrypted under " + current
                                    + ". The old key can go: --remove-old.";
                        case REMOVED ->
                            "All " + done + " values are encrypted under " + current
                                    + ". The old key is forgotten; services do without it from the next start on.";
                    });
        }
        out.flush();
        return 0;
    }
}
