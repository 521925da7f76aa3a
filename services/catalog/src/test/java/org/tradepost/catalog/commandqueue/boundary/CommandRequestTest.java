package org.tradepost.catalog.commandqueue.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.catalog.Refusals.assertRefused;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.rest.Json;

class CommandRequestTest {

    @Test
    void whatIsNotTheTypeAreFieldsWhateverTheyAre() throws JsonProcessingException {
        CommandRequest request = CommandRequest.of(read("{'type':'cache.warm','depth':[1,{'a':'b'}]}"));
        assertThat(request.type()).isEqualTo("cache.warm");
        assertThat(request.fields()).hasToString("{\"depth\":[1,{\"a\":\"b\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'sku':'A'}", "{'type':null}", "{'type':''}", "{'type':'Stock adjust'}"})
    void aMessageWithoutAProperTypeIsRefused(String json) throws JsonProcessingException {
        JsonNode body = read(json);
        assertRefused(CommonError.VALIDATION_ERROR, () -> CommandRequest.of(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "'stock.adjust'",
                "{'type':7}",
                "{'type':'x','a':'\\u0000'}",
                "{'type':'x','a':[{'\\ud800':1}]}"
            })
    void whatIsNoObjectOrCannotBeKeptIsMalformed(String json) throws JsonProcessingException {
        JsonNode body = read(json);
        assertRefused(CommonError.MALFORMED_REQUEST, () -> CommandRequest.of(body));
    }

    @Test
    void aCommandHasALimitedSize() throws JsonProcessingException {
        JsonNode body = read("{'type':'x','a':'" + "a".repeat(10_000) + "'}");
        assertRefused(CommonError.PAYLOAD_TOO_LARGE, () -> CommandRequest.of(body));
    }

    private static JsonNode read(String json) throws JsonProcessingException {
        return Json.mapper().readTree(json.replace('\'', '"'));
    }
}
