package org.tradepost.shared.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.signing.SignatureRefused.Reason;

class CanonicalJsonTest {

    @Test
    void names_are_sorted_by_utf16_and_strings_escaped_as_rfc_8785_prints() {
        assertThat(
                        canonical(
                                """
                        {"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh",
                         "1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control",
                         "\\u00f6":"Latin Small Letter O With Diaeresis"}"""))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
        assertThat(
                        canonical(
                                "{\"s\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\", \"l\":[null,true,false]}"))
                .isEqualTo("{\"l\":[null,true,false],\"s\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "1.0,1",
        "4.50,4.5",
        "2e-3,0.002",
        "1E3,1000",
        "9007199254740991,9007199254740991",
        "-9007199254740991,-9007199254740991",
        "1e-7,1e-7",
        "0.000001,0.000001",
        "123456789.25,123456789.25"
    })
    void numbers_are_written_as_ecmascript_does(String written, String canonical) {
        assertThat(canonical("{\"n\":" + written + "}")).isEqualTo("{\"n\":" + canonical + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":1e999}",
                "{\"a\":9007199254740993}",
                "{\"a\":0.1000000000000000055511151231257827}",
                "{\"a\":01}",
                "{\"a\":\"\\ud83d\"}",
                "{\"a\":1} x",
                "{'a':1}",
                "{\"a\":1,}",
                "",
                "{"
            })
    void what_readers_could_understand_differently_is_malformed(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void deep_nesting_and_bytes_that_are_no_text_are_malformed() {
        assertThat(refusal(("[".repeat(40) + "]".repeat(40)).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(refusal(("[".repeat(500_000)).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(refusal(new byte[] {'"', (byte) 0xc3, '"'})).isEqualTo(Reason.MALFORMED);
    }

    private static String canonical(String json) {
        return new String(
                CanonicalJson.bytes(CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8))),
                StandardCharsets.UTF_8);
    }

    private static Reason refusal(byte[] json) {
        return catchThrowableOfType(SignatureRefused.class, () -> CanonicalJson.parse(json))
                .reason();
    }
}
