package org.tradepost.catalog.product.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;

class ProductRequestTest {

    @Test
    void what_is_left_out_has_a_default() throws JsonProcessingException {
        ProductDetails details = read("{'sku':'X ','name':'Lamp','price':{'amount':1299,'currency':'GBP'}}")
                .details();
        assertThat(details.sku().value()).isEqualTo("X ");
        assertThat(details.description()).isEmpty();
        assertThat(details.category()).isNull();
        assertThat(details.stockTracked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sku':'X','name':'Lamp','price':{'amount':12.5,'currency':'GBP'}}",
                "{'sku':'X','name':'Lamp','price':{'amount':'12','currency':'GBP'}}",
                "{'sku':'X','name':'Lamp','price':1299}",
                "{'sku':'X','name':7,'price':{'amount':1,'currency':'GBP'}}",
                "{'sku':'X','name':'Lamp','price':{'amount':1,'currency':'GBP'},'version':9}",
                "{'sku':'X','name':'Lamp','price':{'amount':1,'currency':'GBP'},'onHand':9}",
            })
    void wrong_types_and_unknown_fields_are_malformed(String json) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> read(json));
    }

    @Test
    void a_currency_must_exist() throws JsonProcessingException {
        ProductRequest request = read("{'sku':'X','name':'Lamp','price':{'amount':1,'currency':'QQQ'}}");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(request::details)
                .extracting(ProblemException::code)
                .isEqualTo(CommonError.VALIDATION_ERROR);
    }

    @Test
    void a_product_keeps_its_sku() throws JsonProcessingException {
        ProductRequest request = read("{'sku':'X','name':'Lamp','price':{'amount':1,'currency':'GBP'}}");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> request.details(new Sku("x")))
                .extracting(ProblemException::code)
                .isEqualTo(CommonError.VALIDATION_ERROR);
        ProductRequest unnamed = read("{'name':'Lamp','price':{'amount':1,'currency':'GBP'}}");
        assertThat(unnamed.details(new Sku("x")).sku().value()).isEqualTo("x");
        assertThatExceptionOfType(ProblemException.class).isThrownBy(unnamed::details);
    }

    private static ProductRequest read(String json) throws JsonProcessingException {
        return Json.mapper().readValue(json.replace('\'', '"'), ProductRequest.class);
    }
}
