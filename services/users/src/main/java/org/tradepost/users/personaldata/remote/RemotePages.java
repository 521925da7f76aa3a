package org.tradepost.users.personaldata.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tradepost.shared.resilience.CallRefused;
import org.tradepost.shared.resilience.Guard;
import org.tradepost.shared.resilience.HttpFailures;
import org.tradepost.shared.resilience.TimedOut;
import org.tradepost.users.personaldata.control.PersonalRecords.Some;
import org.tradepost.users.personaldata.control.PersonalRecords.Unavailable;

/** Reads one page of another service's answer; whatever is no such page means that the part cannot be had. */
final class RemotePages {

    static final int LIMIT = 100;

    private RemotePages() {}

    private static final Guard.Reading<Answer> HEALTH = HttpFailures.byStatus(Answer::status);

    private record Answer(int status, JsonNode body) {}

    static Some read(Guard guard, String part, Supplier<Response> call) {
        Answer answer;
        try {
            answer = guard.repeatedly(() -> answer(call), HEALTH);
        } catch (ProcessingException | CallRefused | TimedOut e) {
            throw new Unavailable(part, e.getClass().getSimpleName());
        }
        if (answer.status() != Response.Status.OK.getStatusCode()) {
            throw new Unavailable(part, "HTTP " + answer.status());
        }
        JsonNode page = answer.body();
        if (!page.path("items").isArray()) {
            throw new Unavailable(part, "the answer is no page");
        }
        List<JsonNode> items = new ArrayList<>();
        page.path("items").forEach(items::add);
        return new Some(items, page.path("nextCursor").asText(null));
    }

    private static Answer answer(Supplier<Response> call) {
        try (Response response = call.get()) {
            boolean ok = response.getStatus() == Response.Status.OK.getStatusCode();
            return new Answer(
                    response.getStatus(), ok ? response.readEntity(JsonNode.class) : MissingNode.getInstance());
        } catch (WebApplicationException e) {
            return new Answer(e.getResponse().getStatus(), MissingNode.getInstance());
        }
    }
}
