package org.tradepost.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeySecretTest {

    private static final int WHOLE = 57;

    @Test
    void aKeyIsPrefixedAlphanumericAndReadBackAsItself() throws Exception {
        ApiKeySecret key = ApiKeySecret.random();
        assertThat(key.value())
                .matches("tp_live_[0-9A-Za-z]{49}")
                .hasSize(WHOLE)
                .endsWith(key.lastFour());
        assertThat(ApiKeySecret.parse(key.value()))
                .hasValueSatisfying(read -> assertThat(read.hash()).isEqualTo(key.hash()));
        assertThat(key.hash())
                .isEqualTo(
                        MessageDigest.getInstance("SHA-256").digest(key.value().getBytes(StandardCharsets.US_ASCII)));
        assertThat(key).hasToString("ApiKeySecret[hidden]");
    }

    @Test
    void everyOneOf256BitsCounts() {
        Set<String> keys = new HashSet<>();
        keys.add(ApiKeySecret.of(new byte[32]).value());
        for (int bit = 0; bit < 256; bit++) {
            byte[] entropy = new byte[32];
            entropy[bit / 8] = (byte) (1 << bit % 8);
            keys.add(ApiKeySecret.of(entropy).value());
        }
        byte[] most = new byte[32];
        Arrays.fill(most, (byte) 0xff);
        keys.add(ApiKeySecret.of(most).value());
        assertThat(keys).hasSize(258).allSatisfy(key -> assertThat(ApiKeySecret.parse(key))
                .isPresent());
    }

    @Test
    void aTypoAnywhereIsNoticedWithoutAskingAnybody() {
        String key = ApiKeySecret.of(new byte[32]).value();
        for (int i = 0; i < WHOLE; i++) {
            char other = key.charAt(i) == 'x' ? 'y' : 'x';
            String mistyped = key.substring(0, i) + other + key.substring(i + 1);
            assertThat(ApiKeySecret.parse(mistyped)).as(mistyped).isEmpty();
        }
        String swapped = ApiKeySecret.random().value();
        String body = swapped.substring(8);
        assertThat(ApiKeySecret.parse("tp_test_" + body)).isEmpty();
        assertThat(ApiKeySecret.parse(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%s ", " %s", "%s\t", "%s\n", "%s\u00a0", "\u200b%s", "\"%s\"", "Bearer %s", "%s,%s", "%s%%20"})
    void whatIsAroundAKeyIsNotForgiven(String around) {
        String key = ApiKeySecret.random().value();
        assertThat(ApiKeySecret.parse(around.replace("%%", "%").replace("%s", key)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tp_live_",
                "tp_live_' OR '1'='1",
                "tp_live_0000000000000000000000000000000000000000000000000",
                "tp_live_000000000000000000000000000000000000000000é000000"
            })
    void whatIsNoKeyIsRefused(String text) {
        assertThat(ApiKeySecret.parse(text)).isEmpty();
        assertThat(ApiKeySecret.parse(null)).isEmpty();
    }
}
