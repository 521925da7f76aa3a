package org.tradepost.catalog.commandqueue.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tradepost.catalog.Refusals.assertRefused;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.catalog.product.control.TendProductCache;
import org.tradepost.catalog.stock.control.AdjustStock;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.rest.Json;

class CommandHandlersTest {

    private final CommandHandlers handlers =
            new CommandHandlers(new AdjustStock(null, null, null, null), new TendProductCache(null, null));

    @Test
    void whatATypeNeedsIsTaken() throws JsonProcessingException {
        handlers.check("stock.adjust", read("{'sku':'A','delta':-1,'reason':'broken'}"));
        for (String type : new String[] {"cache.get", "cache.set", "cache.invalidate"}) {
            handlers.check(type, read("{'sku':'A'}"));
        }
        handlers.check("stock.count", read("{'anything':true}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'sku':'/','delta':1,'reason':'x'}",
                "{'sku':'A','reason':'x'}",
                "{'sku':'A','delta':0,'reason':'x'}",
                "{'sku':'A','delta':1000000001,'reason':'x'}",
                "{'sku':'A','delta':1}",
                "{'sku':'A','delta':1,'reason':' '}"
            })
    void whatIsNotAllowedIsRefusedBeforeItIsAccepted(String fields) throws JsonProcessingException {
        ObjectNode read = read(fields);
        assertRefused(CommonError.VALIDATION_ERROR, () -> handlers.check("stock.adjust", read));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000", "\\ud800"})
    void textThatCannotBeKeptIsNotRead(String reason) throws JsonProcessingException {
        ObjectNode read = read("{'sku':'A','delta':1,'reason':'" + reason + "'}");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> handlers.check("stock.adjust", read));
    }

    @Test
    void nobodyBringsAValueForTheCache() throws JsonProcessingException {
        ObjectNode read = read("{'sku':'A','value':{'price':1}}");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> handlers.check("cache.set", read));
    }

    @Test
    void typesThatAreNotKnownShareALabel() {
        assertThat(handlers.label("cache.get")).isEqualTo("cache.get");
        assertThat(handlers.label("stock.count")).isEqualTo("other");
    }

    private static ObjectNode read(String json) throws JsonProcessingException {
        return (ObjectNode) Json.mapper().readTree(json.replace('\'', '"'));
    }
}
