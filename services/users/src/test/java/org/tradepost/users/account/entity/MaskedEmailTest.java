package org.tradepost.users.account.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.shared.rest.Json;

class MaskedEmailTest {

    @ParameterizedTest
    @CsvSource({
        "john.smith@example.com, j***@e***.com",
        "j@e.io, j***@e***.io",
        "o'brien+shop@mail.example.co.uk, o***@m***.uk"
    })
    void neitherTheNameNorTheDomainNorTheirLengthShows(String address, String masked) {
        assertThat(MaskedEmail.of(new Email(address)).value()).isEqualTo(masked);
    }

    @Test
    void aListShowsItAsText() {
        assertThat(Json.write(MaskedEmail.of(new Email("ada@example.com")))).isEqualTo("\"a***@e***.com\"");
    }
}
