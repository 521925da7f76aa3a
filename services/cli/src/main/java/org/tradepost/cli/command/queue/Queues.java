package org.tradepost.cli.command.queue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiSession;

/** The command queues, as catalog's API tells and fills them. */
final class Queues {

    private static final String PATH = "/api/v1/admin/queues";

    private final ApiSession admin;

    Queues(ApiSession admin) {
        this.admin = admin;
    }

    JsonNode list() {
        return admin.fetch(PATH, "Listing the queues").path("items");
    }

    /**
     * Has a command accepted, under a key of its own.
     *
     * @return the command as it is
     * @throws org.tradepost.client.http.ApiRefusal when it was not accepted
     */
    JsonNode send(String queue, JsonNode command) {
        return admin.call(ApiRequest.post(commands(queue), command).withNewKey())
                .expect("Sending to the queue " + queue, 202)
                .json();
    }

    JsonNode command(String queue, String id) {
        return admin.fetch(commands(queue) + "/" + ApiClient.encoded(id), "Reading the command " + id);
    }

    /**
     * The newest commands of a queue.
     *
     * @param state null for all
     * @param limit how many at most
     */
    List<JsonNode> commands(String queue, String state, int limit) {
        String filter = state == null ? "" : "&state=" + ApiClient.encoded(state);
        List<JsonNode> commands = new ArrayList<>();
        String cursor = "";
        while (cursor != null && commands.size() < limit) {
            JsonNode page = admin.fetch(
                    commands(queue) + "?limit=" + Math.min(100, limit - commands.size()) + filter + cursor,
                    "Listing the commands of " + queue);
            page.path("items").forEach(commands::add);
            String next = page.path("nextCursor").asText("");
            cursor = next.isEmpty() ? null : "&cursor=" + ApiClient.encoded(next);
        }
        return commands;
    }

    private static String commands(String queue) {
        return PATH + "/" + ApiClient.encoded(queue) + "/commands";
    }
}
