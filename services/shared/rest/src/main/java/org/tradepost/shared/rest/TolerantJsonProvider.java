package org.tradepost.shared.rest;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;

/** For REST clients: the answer of another service may have fields that this one does not know yet. Register it on the client. */
@Consumes({"application/json", "application/*+json"})
@Produces({"application/json", "application/*+json"})
public class TolerantJsonProvider extends JacksonJsonProvider {

    public TolerantJsonProvider() {
        super(Json.tolerant());
    }
}
