package org.tradepost.users.account.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapAdminTest {

    private static BootstrapAdmin configured(String email, String password) {
        BootstrapAdmin admin = new BootstrapAdmin();
        admin.email = Optional.of(email);
        admin.password = Optional.of(password);
        return admin;
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "no-upper-case-7", "P@ssw0rd"})
    void a_weak_password_stops_the_start(String password) {
        assertThatIllegalStateException()
                .isThrownBy(() -> configured("root.shop@example.com", password).requireUsableSettings())
                .withMessageStartingWith("TRADEPOST_ADMIN_PASSWORD ")
                .withMessageNotContaining(password);
    }

    @Test
    void an_address_that_is_none_stops_the_start() {
        assertThatIllegalStateException()
                .isThrownBy(() -> configured("root", "Correct-horse-7").requireUsableSettings())
                .withMessageStartingWith("TRADEPOST_ADMIN_EMAIL ");
    }

    @ParameterizedTest
    @CsvSource({"root@example.com, Correct-horse-7", "admin@tradepost.local, made-of-32-random-bytes-Aa1"})
    void what_up_makes_and_what_is_well_chosen_is_accepted(String email, String password) {
        assertThatCode(configured(email, password)::requireUsableSettings).doesNotThrowAnyException();
    }
}
