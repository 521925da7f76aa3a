package org.tradepost.catalog.product.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkuTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "85123A",
                "85123a",
                "X ",
                " X",
                "BANK CHARGES",
                "a,b",
                "50%",
                "50% off",
                "gift_0001_20",
                "é",
                "…",
                "...",
                "a#b?c"
            })
    void is_taken_exactly_as_written(String text) {
        assertThat(Sku.of(text)).map(Sku::value).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "a\tb",
                "a\nb",
                "a\u0000b",
                "\u200Bx",
                "\uD800",
                ".",
                "..",
                "a/b",
                "a\\b",
                "a%0db",
                "%2e"
            })
    void refuses_what_cannot_be_printed_or_addressed(String text) {
        assertThat(Sku.of(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Sku(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\uD83D\uDE00"})
    void may_have_64_characters_but_not_65(String character) {
        assertThat(Sku.of(character.repeat(64))).isPresent();
        assertThat(Sku.of(character.repeat(65))).isEmpty();
    }
}
