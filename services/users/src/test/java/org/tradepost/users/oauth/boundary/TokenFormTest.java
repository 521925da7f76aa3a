package org.tradepost.users.oauth.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.users.oauth.entity.OAuthRefusal;

class TokenFormTest {

    private final MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();

    @Test
    void an_empty_parameter_is_none() {
        parameters.add("scope", " ");
        parameters.add("token", "t");
        TokenForm form = new TokenForm(parameters, null);
        assertThat(form.optional("scope")).isEmpty();
        assertThat(form.required("token")).isEqualTo("t");
    }

    @Test
    void no_parameter_may_come_twice() {
        parameters.add("client_id", "a");
        parameters.add("client_id", "a");
        assertThatThrownBy(() -> new TokenForm(parameters, null)).isInstanceOf(OAuthRefusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "partner\0", "a\0b"})
    void what_the_database_cannot_look_up_is_refused_before(String text) {
        parameters.add("client_id", text);
        assertThatThrownBy(() -> new TokenForm(parameters, null)).isInstanceOf(OAuthRefusal.class);
    }
}
