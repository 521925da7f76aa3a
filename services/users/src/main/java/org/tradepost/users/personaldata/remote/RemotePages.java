package org.tradepost.users.personaldata.remote;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tradepost.users.personaldata.control.PersonalRecords.Some;
import org.tradepost.users.personaldata.control.PersonalRecords.Unavailable;

/** Reads one page of another service's answer; whatever is no such page means that the part cannot be had. */
final class RemotePages {

    static final int LIMIT = 100;

    private RemotePages() {}

    static Some read(String part, Supplier<Response> call) {
        try (Response response = call.get()) {
            if (response.getStatus() != Response.Status.OK.getStatusCode()) {
                throw new Unavailable(part, "HTTP " + response.getStatus());
            }
            JsonNode page = response.readEntity(JsonNode.class);
            if (!page.path("items").isArray()) {
                throw new Unavailable(part, "the answer is no page");
            }
            List<JsonNode> items = new ArrayList<>();
            page.path("items").forEach(items::add);
            return new Some(items, page.path("nextCursor").asText(null));
        } catch (WebApplicationException e) {
            throw new Unavailable(part, "HTTP " + e.getResponse().getStatus());
        } catch (ProcessingException e) {
            throw new Unavailable(part, e.getClass().getSimpleName());
        }
    }
}
