package org.tradepost.users.oauth.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.oauth.entity.Client;
import org.tradepost.users.oauth.entity.IssuedTokens;
import org.tradepost.users.oauth.entity.OAuthError;
import org.tradepost.users.oauth.entity.OAuthRefusal;
import org.tradepost.users.testing.KnownAccounts;
import org.tradepost.users.testing.NamedTokens;

class GrantToClientTest {

    private final UserId ada = new UserId(UUID.randomUUID());
    private final KnownAccounts accounts = new KnownAccounts();
    private final NamedTokens tokens = new NamedTokens();
    private final GrantToClient grant = new GrantToClient();

    @BeforeEach
    void wire() {
        grant.accounts = accounts;
        grant.tokens = tokens;
    }

    @Test
    void withoutAScopeItIsAllAndWithOneNoMoreThanThat() {
        Client program = program(Optional.empty(), "order:read", "catalog:write");
        assertThat(grant.execute(program, List.of()).scope()).containsExactly("catalog:write", "order:read");
        IssuedTokens some = grant.execute(program, List.of("order:read", "order:read"));
        assertThat(some.scope()).containsExactly("order:read");
        assertThat(some.refresh()).isEmpty();
        assertThat(tokens.granted.getLast().subject()).isEqualTo("partner-1");
        assertThat(tokens.granted.getLast().permissions()).containsExactly("order:read");
    }

    @Test
    void whatTheClientMayNotDoIsAnInvalidScope() {
        refused(OAuthError.INVALID_SCOPE, program(Optional.empty(), "order:read"), "order:read", "order:write");
        refused(OAuthError.INVALID_SCOPE, program(Optional.empty(), "order:read"), "openid");
    }

    @Test
    void whatTheOwnerMayNotDoAnyMoreIsAnInvalidScopeAndLeftOutUnasked() {
        Client program = program(Optional.of(ada.value()), "order:read", "order:write");
        accounts.put(ada, UserStatus.ACTIVE, Role.GUEST);
        refused(OAuthError.INVALID_SCOPE, program, "order:write");
        assertThat(grant.execute(program, List.of()).scope()).containsExactly("order:read");
        assertThat(tokens.granted.getLast().subject()).isEqualTo(ada.toString());
        assertThat(tokens.granted.getLast().roles()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = UserStatus.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
    void anOwnerWhoMayNotActMakesAnUnauthorizedClient(UserStatus status) {
        accounts.put(ada, status, Role.USER);
        refused(OAuthError.UNAUTHORIZED_CLIENT, program(Optional.of(ada.value()), "order:read"));
    }

    @Test
    void anOwnerWhoIsGoneMakesAnUnauthorizedClient() {
        refused(OAuthError.UNAUTHORIZED_CLIENT, program(Optional.of(UUID.randomUUID()), "order:read"));
    }

    private static Client program(Optional<UUID> owner, String... permissions) {
        return new Client("partner-1", new TreeSet<>(Set.of(permissions)), owner, List.of());
    }

    private void refused(OAuthError error, Client client, String... scope) {
        assertThatExceptionOfType(OAuthRefusal.class)
                .isThrownBy(() -> grant.execute(client, List.of(scope)))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error));
        assertThat(tokens.granted).isEmpty();
    }
}
