package org.tradepost.cli.command.parked;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiResponse;
import org.tradepost.client.http.ApiSession;

/** The events that one service has set aside, as its API tells and settles them. */
final class ParkedEvents {

    private static final int CONFLICT = 409;

    /**
     * What a replay came to.
     *
     * @param replayed events that took effect now
     * @param refused keys whose first event was refused again, and stays
     */
    record Replay(int replayed, int refused) {}

    private final ApiSession admin;
    private final Consumer service;

    ParkedEvents(ApiSession admin, Consumer service) {
        this.admin = admin;
        this.service = service;
    }

    /** All of them, in the order they were parked in, read page by page. */
    List<JsonNode> list() {
        List<JsonNode> events = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = admin.fetch(service.path() + "?limit=100" + cursor, "Listing the parked events");
            page.path("items").forEach(events::add);
            String next = page.path("nextCursor").asText("");
            cursor = next.isEmpty() ? null : "&cursor=" + ApiClient.encoded(next);
        }
        return events;
    }

    /**
     * Replays one event and those of its key behind it, in as many calls as that takes.
     *
     * @throws org.tradepost.client.http.ApiRefusal when the event is not parked, an earlier one of its key is, or it was refused again
     */
    Replay replay(long id) {
        return behind(tryReplay(id).expect("Replaying event " + id + " of " + service, 200));
    }

    /** Replays the first event of every key, each with those behind it; goes on with the next key after a refusal. */
    Replay replayAll() {
        Replay sum = new Replay(0, 0);
        for (JsonNode event : list()) {
            if (!event.path("first").asBoolean()) {
                continue;
            }
            Replay one = behind(tryReplay(event.path("id").asLong()));
            sum = new Replay(sum.replayed() + one.replayed(), sum.refused() + one.refused());
        }
        return sum;
    }

    /** One call takes 100 of a key at most; as long as none was refused, the next can be tried. */
    private Replay behind(ApiResponse answer) {
        int replayed = 0;
        ApiResponse latest = answer;
        while (latest.status() != CONFLICT) {
            JsonNode settled = latest.json();
            replayed += settled.path("replayed").asInt();
            if (settled.hasNonNull("refusal")) {
                return new Replay(replayed, 1);
            }
            if (!settled.path("next").isNumber()) {
                return new Replay(replayed, 0);
            }
            latest = tryReplay(settled.path("next").asLong());
        }
        return new Replay(replayed, 1);
    }

    /** What the service answers; 409 when the event was refused again, or is not the first of its key. */
    private ApiResponse tryReplay(long id) {
        return settle(id, "replay").expect("Replaying event " + id + " of " + service, 200, CONFLICT);
    }

    /**
     * Gives one event up; what the service answers.
     *
     * @throws org.tradepost.client.http.ApiRefusal when the event is not parked
     */
    JsonNode discard(long id) {
        return settle(id, "discard")
                .expect("Discarding event " + id + " of " + service, 200)
                .json();
    }

    private ApiResponse settle(long id, String how) {
        return admin.call(ApiRequest.post(service.path() + "/" + id + "/" + how));
    }
}
