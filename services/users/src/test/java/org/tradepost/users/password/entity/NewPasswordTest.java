package org.tradepost.users.password.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewPasswordTest {

    @ParameterizedTest
    @ValueSource(strings = {"Secr3t!x", "Ñandú-2026", "Pässw0rt_", "Aa1€aaaa"})
    void aStrongPasswordIsAccepted(String password) {
        assertThat(new NewPassword(password).value()).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Secr3t!", "secr3t!xx", "SECR3T!XX", "Secret!xx", "Secr3txxx", "Secr3t xx", "Secr3t\u0007xx"
            })
    void aWeakPasswordIsRefusedWithoutRepeatingIt(String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewPassword(password))
                .withMessageNotContaining("ecr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P@ssw0rd", "!QAZ2wsx", "Trustn0!", "$Unsh1ne"})
    void aCommonPasswordIsRefusedInWhateverSpelling(String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewPassword(password))
                .withMessageContaining("common")
                .withMessageNotContaining(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Correct-horse-7",
                "Wrong-horse-7",
                "Battery-st4ple",
                "Correct-h0rse",
                "Dragon-84620193741!",
                "Password-of-mine-1"
            })
    void aPasswordOfWhichACommonOneIsAPartIsAccepted(String password) {
        assertThat(new NewPassword(password).value()).isEqualTo(password);
    }

    @Test
    void noListedPasswordIsSoLongThatItIsNotLookedFor() throws IOException {
        assertThat(StandardDictionaries.PASSWORDS_LOADER
                        .load()
                        .getRankedDictionary()
                        .keySet())
                .hasSizeGreaterThan(3000)
                .allMatch(CommonPasswords::include, "is found");
    }

    @Test
    void aPasswordIsKeptExactlyAsItWasGiven() {
        String decomposed = " Pa\u0308sswortsatz-1 ";
        assertThat(new NewPassword(decomposed).value()).isEqualTo(decomposed);
    }

    @Test
    void aPasswordHasAtMost128Characters() {
        String longest = "Aa1!" + "x".repeat(124);
        assertThat(new NewPassword(longest).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> new NewPassword(longest + "x"));
    }

    @Test
    void aPasswordIsNotInItsTextForm() {
        assertThat(new NewPassword("Secr3t!x").toString()).doesNotContain("Secr3t");
    }
}
