package org.tradepost.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    record Line(String sku, long quantity) {}

    @Test
    void readsAWellFormedRequest() throws JsonProcessingException {
        assertThat(Json.mapper().readValue("{\"sku\":\"A \",\"quantity\":3}", Line.class))
                .isEqualTo(new Line("A ", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sku\":\"A\",\"quantity\":3,\"role\":\"admin\"}",
                "{\"sku\":\"A\",\"quantity\":\"3\"}",
                "{\"sku\":\"A\",\"quantity\":3.5}",
                "{\"sku\":\"A\",\"quantity\":null}",
                "{\"sku\":\"A\",\"quantity\":true}",
                "{\"sku\":5,\"quantity\":3}",
                "{\"sku\":\"A\",\"sku\":\"B\",\"quantity\":3}",
                "{\"sku\":\"A\",\"quantity\":3} trailing",
                "{\"sku\":\"A\",\"quantity\":99999999999999999999}",
                "[]",
                "{\"sku\":"
            })
    void refusesRatherThanGuesses(String body) {
        assertThatThrownBy(() -> Json.mapper().readValue(body, Line.class)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void readsFieldsThatAnotherServiceAddedLater() throws JsonProcessingException {
        assertThat(Json.tolerant().readValue("{\"sku\":\"A\",\"quantity\":3,\"later\":1}", Line.class))
                .isEqualTo(new Line("A", 3));
    }
}
