package org.tradepost.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonProviderTest {

    record Line(String sku, long quantity) {}

    record Broken(String sku) {
        @JsonProperty
        public String broken() {
            throw new IllegalStateException("cannot be written");
        }
    }

    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void write(Object value) throws IOException {
        new JsonProvider()
                .writeTo(
                        value,
                        value.getClass(),
                        value.getClass(),
                        new Annotation[0],
                        MediaType.APPLICATION_JSON_TYPE,
                        headers,
                        out);
    }

    @Test
    void theLengthInBytesIsKnownBeforeTheFirstOneIsWritten() throws IOException {
        write(new Line("Ñandú €", 3));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"sku\":\"Ñandú €\",\"quantity\":3}");
        assertThat(headers.getFirst(HttpHeaders.CONTENT_LENGTH)).isEqualTo(out.size());
    }

    @Test
    void whatCannotBeWrittenIsNotBegun() {
        assertThatThrownBy(() -> write(new Broken("A"))).isInstanceOf(JsonMappingException.class);
        assertThat(out.size()).isZero();
        assertThat(headers).isEmpty();
    }
}
