package org.tradepost.cli.command.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataKeyUseTest {

    @Test
    void values_of_all_services_are_counted_by_whether_the_key_encrypts_them() throws Exception {
        var use = new DataKeyUse(Map.of(
                "users", report("new", 10, 2, 1),
                "orders", report("new", 100, 0, 0)));
        assertThat(use.isCurrent("new")).isTrue();
        assertThat(use.under("new")).isEqualTo(110);
        assertThat(use.notUnder("new")).as("under the old key, or readable").isEqualTo(3);
    }

    @Test
    void a_key_is_current_once_every_service_uses_it() throws Exception {
        var use = new DataKeyUse(Map.of("users", report("new", 1, 1, 0), "orders", report("old", 0, 1, 0)));
        assertThat(use.isCurrent("new")).isFalse();
        assertThat(use.isCurrent("old")).isFalse();
    }

    private static JsonNode report(String current, int underNew, int underOld, int readable)
            throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(
                        """
                        {"currentKeyId": "%s", "readable": %d, "keys": [
                          {"keyId": "new", "values": %d}, {"keyId": "old", "values": %d}]}"""
                                .formatted(current, readable, underNew, underOld));
    }
}
