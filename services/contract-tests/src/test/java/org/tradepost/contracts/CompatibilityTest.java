package org.tradepost.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.contracts.Compatibility.Break;
import org.tradepost.contracts.Compatibility.Reader;

/** Each rule with a change that it refuses, and whom that change would have surprised. */
class CompatibilityTest {

    /** Of a property p, unless the case says otherwise. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            type         | {"type":"integer"}                    | {"type":["integer","null"]}           | OLD
            type         | {"type":["integer","null"]}           | {"type":"integer"}                    | NEW
            type         | {"type":"integer"}                    | {}                                    | OLD
            type         | {}                                    | {"type":"integer"}                    | NEW
            enum         | {"enum":["A"]}                        | {"enum":["A","B"]}                    | OLD
            enum         | {"enum":["A","B"]}                    | {"enum":["A"]}                        | NEW
            enum         | {"enum":["A","B"]}                    | {"const":"A"}                         | NEW
            enum         | {"const":"A"}                         | {"const":"B"}                         | OLD NEW
            enum         | {"enum":["A"]}                        | {}                                    | OLD
            enum         | {}                                    | {"enum":["A"]}                        | NEW
            minimum      | {"minimum":1}                         | {"minimum":0}                         | OLD
            minimum      | {"minimum":1}                         | {}                                    | OLD
            minimum      | {}                                    | {"minimum":1}                         | NEW
            minLength    | {"minLength":1}                       | {"minLength":2}                       | NEW
            minItems     | {"minItems":1}                        | {"minItems":0}                        | OLD
            maximum      | {"maximum":1}                         | {"maximum":2}                         | OLD
            maxLength    | {"maxLength":2}                       | {"maxLength":1}                       | NEW
            maxItems     | {"maxItems":2}                        | {}                                    | OLD
            uniqueItems  | {"uniqueItems":true}                  | {}                                    | OLD
            uniqueItems  | {}                                    | {"uniqueItems":true}                  | NEW
            pattern      | {"pattern":"a"}                       | {"pattern":"b"}                       | OLD NEW
            pattern      | {"pattern":"a"}                       | {}                                    | OLD
            format       | {}                                    | {"format":"uuid"}                     | NEW
            contentEncoding | {"contentEncoding":"base64"}       | {}                                    | OLD
            anyOf        | {"anyOf":[{"minimum":1}]}             | {"anyOf":[{"minimum":2}]}             | OLD NEW
            not          | {"not":{"const":0}}                   | {}                                    | OLD
            $id          | {"$id":"https://example.com/a"}       | {"$id":"https://example.com/b"}       | OLD NEW
            additionalProperties | {"additionalProperties":false} | {}                                   | OLD
            additionalProperties | {}                            | {"additionalProperties":false}        | NEW
            additionalProperties | {"additionalProperties":{}}   | {"additionalProperties":false}        | NEW
            additionalProperties | {"additionalProperties":{}}   | {"additionalProperties":true}         | OLD
            required     | {"properties":{"a":{}},"required":["a"]} | {"properties":{"a":{}}}            | OLD
            required     | {"properties":{"a":{}}}               | {"properties":{"a":{}},"required":["a"]} | NEW
            items        | {"items":{"type":"string"}}           | {}                                    | OLD
            items        | {}                                    | {"items":{"type":"string"}}           | NEW
            """)
    void isRefused(String keyword, String before, String now, String surprised) {
        assertThat(breaks(property(before), property(now)))
                .extracting(found -> found.path() + " " + found.keyword() + " " + found.surprises())
                .containsExactlyInAnyOrderElementsOf(List.of(surprised.split(" ")).stream()
                        .map(reader -> "/p " + keyword + " " + reader)
                        .toList());
    }

    @Test
    void aPropertyThatGoesIsMissed() {
        assertThat(breaks(property("{\"type\":\"integer\"}"), closed("")))
                .containsExactly(new Break("/p", "properties", Reader.OLD, "was {\"type\":\"integer\"}, is absent"));
    }

    @Test
    void aRequiredPropertyThatIsNewIsNotInEventsFromBefore() {
        String before = closed("");
        String now = closed("\"p\":{}").replaceFirst("\\{", "{\"required\":[\"p\"],");

        assertThat(breaks(before, now)).extracting(Break::surprises).containsExactly(Reader.NEW);
    }

    @Test
    void anOpenObjectMayHaveHadAPropertyOfThatNameBefore() {
        assertThat(breaks("{\"properties\":{}}", "{\"properties\":{\"p\":{\"type\":\"integer\"}}}"))
                .extracting(Break::path, Break::surprises)
                .containsExactly(tuple("/p", Reader.NEW));
    }

    @Test
    void changesAreFoundInItemsInPropertiesWithoutANameAndBehindReferences() {
        assertThat(breaks("{\"items\":{\"minimum\":1}}", "{\"items\":{\"minimum\":2}}"))
                .extracting(Break::path)
                .containsExactly("/*");
        assertThat(breaks("{\"additionalProperties\":{\"minimum\":1}}", "{\"additionalProperties\":{\"minimum\":2}}"))
                .extracting(Break::path)
                .containsExactly("/*");
        String referring = "{\"properties\":{\"p\":{\"$ref\":\"#/$defs/d\"}},\"$defs\":{\"d\":{\"minimum\":%d}}}";
        assertThat(breaks(referring.formatted(1), referring.formatted(2)))
                .extracting(Break::path)
                .containsExactly("/p");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"type":"integer"}          | {"type":"integer","description":"Minor units.","examples":[1],"title":"t","$comment":"c"}
            {"const":"A"}               | {"enum":["A"]}
            {"enum":["A","B"]}          | {"enum":["B","A"]}
            {"type":"object","additionalProperties":false} | {"type":"object","additionalProperties":false,"properties":{"more":{"type":"string"}}}
            {"type":"integer"}          | {"type":"integer","deprecated":true}
            """)
    void isAllowed(String before, String now) {
        assertThat(breaks(property(before), property(now))).isEmpty();
    }

    @Test
    void typesAndSourcesMayBecomeMoreButNotFewer() {
        for (String name : List.of("type", "source")) {
            String one = closed("\"" + name + "\":{\"const\":\"a\"}");
            String two = closed("\"" + name + "\":{\"enum\":[\"a\",\"b\"]}");
            String any = closed("\"" + name + "\":{}");

            assertThat(breaks(one, two)).isEmpty();
            assertThat(breaks(two, one)).extracting(Break::surprises).containsExactly(Reader.NEW);
            assertThat(breaks(two, any)).extracting(Break::surprises).containsExactly(Reader.OLD);
        }
    }

    @Test
    void whatASchemaSaysInWordsThatAreNotKnownIsNotPassedOver() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> breaks(property("{}"), property("{\"multipleOf\":2}")))
                .withMessageContaining("multipleOf at /p");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> breaks(closed(""), property("{\"oneOf\":[]}")))
                .withMessageContaining("oneOf");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> breaks(property("{}"), property("{\"$ref\":\"#/$defs/nowhere\"}")))
                .withMessageContaining("leads nowhere");
        String beside = "{\"$defs\":{\"d\":{}},\"properties\":{\"p\":{\"$ref\":\"#/$defs/d\",\"minimum\":1}}}";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> breaks(beside, beside))
                .withMessageContaining("minimum beside");
    }

    private static String property(String schema) {
        return closed("\"p\":" + schema);
    }

    private static String closed(String properties) {
        return "{\"additionalProperties\":false,\"properties\":{" + properties + "}}";
    }

    private static List<Break> breaks(String before, String now) {
        return Compatibility.between(json(before), json(now));
    }

    private static JsonNode json(String text) {
        try {
            return ContractFiles.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
