package org.tradepost.shared.rest;

import com.fasterxml.jackson.jakarta.rs.cfg.JakartaRSFeature;
import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Reads and writes entities with {@link Json#mapper()}; an empty body is an error, not null. Entities are written whole, so that
 * their length is known: an answer in chunks costs a proxy, ours included, about as much again as one in a piece.
 */
@Provider
@Consumes({"application/json", "application/*+json"})
@Produces({"application/json", "application/*+json"})
public class JsonProvider extends JacksonJsonProvider {

    private static final int USUAL_BYTES = 1_024;

    public JsonProvider() {
        super(Json.mapper());
        disable(JakartaRSFeature.ALLOW_EMPTY_INPUT);
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(USUAL_BYTES);
        super.writeTo(value, type, genericType, annotations, mediaType, headers, whole);
        headers.putSingle(HttpHeaders.CONTENT_LENGTH, whole.size());
        whole.writeTo(out);
    }
}
