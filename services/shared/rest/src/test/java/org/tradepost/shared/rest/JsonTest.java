package org.tradepost.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(
            strings = {"\\u0000", "A\\u0000B", "\\ud83d", "\\ud83dA", "\\ude00", "\\ude00\\ud83d", "A\\ud83d\\ud83d"})
    void refusesTextThatCannotBeKept(String escaped) {
        String line = "{\"sku\":\"" + escaped + "\",\"quantity\":3}";
        assertThatThrownBy(() -> Json.mapper().readValue(line, Line.class))
                .isInstanceOfSatisfying(JsonMappingException.class, refusal -> assertThat(refusal.getPath())
                        .extracting(JsonMappingException.Reference::getFieldName)
                        .containsExactly("sku"));
        assertThatThrownBy(() -> Json.mapper().readValue("[\"" + escaped + "\"]", String[].class))
                .isInstanceOf(JsonMappingException.class);
        assertThatThrownBy(() -> Json.mapper().readValue("[\"" + escaped + "\"]", new TypeReference<List<String>>() {}))
                .isInstanceOf(JsonMappingException.class);
    }

    @Test
    void readsTextOutsideTheBasicPlane() throws JsonProcessingException {
        assertThat(Json.mapper().readValue("{\"sku\":\"\\ud83d\\ude00 😀\",\"quantity\":3}", Line.class))
                .isEqualTo(new Line("😀 😀", 3));
    }

    @Test
    void readsFieldsThatAnotherServiceAddedLater() throws JsonProcessingException {
        assertThat(Json.tolerant().readValue("{\"sku\":\"A\",\"quantity\":3,\"later\":1}", Line.class))
                .isEqualTo(new Line("A", 3));
    }
}
