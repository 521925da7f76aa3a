package org.tradepost.users.account.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;

class ChosenPasswordTest {

    private static final PersonalData OWNER = new PersonalData(
            new Email("a.lovelace+shop@example.com"), new FullName("Ada King"), null, null, null, Preferences.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"Lovelace-1815", "L0vel@ce-77", "A.Lovelace+Shop-1", "TradePost-2026"})
    void a_password_made_of_the_owners_words_is_refused_naming_the_field_and_not_the_password(String password) {
        assertThatThrownBy(() -> ChosenPassword.of("newPassword", password, OWNER))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(CommonError.VALIDATION_ERROR);
                    String problem = refusal.toProblem().toString();
                    assertThat(problem).contains("newPassword").doesNotContain(password);
                });
    }

    @Test
    void any_other_is_taken_exactly_as_it_came() {
        assertThat(ChosenPassword.of("password", " Correct-horse-7 ", OWNER).value())
                .isEqualTo(" Correct-horse-7 ");
    }

    @Test
    void an_address_that_is_the_name_of_the_product_has_words_too() {
        PersonalData product = new PersonalData(
                new Email("tradepost@example.com"), new FullName("Ada"), null, null, null, Preferences.DEFAULT);
        assertThat(product.knownWords()).contains("tradepost", "Ada");
    }
}
