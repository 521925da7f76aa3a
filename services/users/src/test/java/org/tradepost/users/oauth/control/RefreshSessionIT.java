package org.tradepost.users.oauth.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.identity.AccessTokenVerifier;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.oauth.entity.Client;
import org.tradepost.users.oauth.entity.ClientCredentials;
import org.tradepost.users.oauth.entity.ClientSecret;
import org.tradepost.users.oauth.entity.IssuedTokens;
import org.tradepost.users.oauth.entity.OAuthError;
import org.tradepost.users.oauth.entity.OAuthRefusal;
import org.tradepost.users.session.control.RevokedList;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.RefreshToken;
import org.tradepost.users.session.entity.Session;
import org.tradepost.users.testing.KnownAccounts;
import org.tradepost.users.testing.ListedDeeds;
import org.tradepost.users.testing.NamedTokens;
import org.tradepost.users.testing.StoredAccounts;

/** Refreshing a session, and giving its tokens back, on a real database. */
class RefreshSessionIT {

    private static final ClientCredentials OWN = new ClientCredentials("tradepost", null);

    private final KnownAccounts accounts = new KnownAccounts();
    private final NamedTokens tokens = new NamedTokens();
    private final RefreshSession refresh = new RefreshSession();
    private final RevokeToken revoke = new RevokeToken();
    private TestDatabase database;
    private Sessions sessions;
    private UserId ada;
    private Session begun;

    @BeforeEach
    void wire() {
        database = TestPostgres.start().database("users");
        sessions = new Sessions(database.jdbi(), new ListedDeeds());
        ada = StoredAccounts.store(database.jdbi(), UUID.randomUUID() + "@example.com", "ACTIVE", "user");
        begun = sessions.begin(ada.value(), ListedDeeds.NOWHERE).orElseThrow();
        accounts.put(ada, UserStatus.ACTIVE, Role.USER);
        refresh.sessions = sessions;
        refresh.accounts = accounts;
        refresh.tokens = tokens;
        revoke.sessions = sessions;
        revoke.authenticate = new AuthenticateClient() {
            @Override
            public Client execute(ClientCredentials credentials) {
                if (!credentials.secret().value().equals("right")) {
                    throw new OAuthRefusal(OAuthError.INVALID_CLIENT, "wrong");
                }
                return null;
            }
        };
        revoke.accessTokens = new AccessTokenVerifier() {
            @Override
            public Caller verify(String token) {
                if (!token.equals("an.access.token")) {
                    throw new ProblemException(CommonError.UNAUTHORIZED, "no");
                }
                return new Caller(
                        ada.value(),
                        java.util.Set.of("user"),
                        java.util.Set.of(),
                        Caller.OWN_CLIENT,
                        begun.id().toString(),
                        Caller.Subject.ACCOUNT);
            }
        };
    }

    @Test
    void eachRefreshGivesANewTokenOfTheSameLogin() {
        IssuedTokens first = refresh.execute(OWN, begun.refresh());
        IssuedTokens second = refresh.execute(OWN, token(first));
        assertThat(second.refresh()).isPresent().isNotEqualTo(first.refresh());
        assertThat(tokens.granted).hasSize(2).allSatisfy(grant -> {
            assertThat(grant.subject()).isEqualTo(ada.toString());
            assertThat(grant.sessionId()).isEqualTo(begun.id().toString());
            assertThat(grant.authenticatedAt()).isEqualTo(begun.began());
        });
        assertThat(isRevoked()).isFalse();
    }

    @Test
    void rolesAreReadAnewAtEachRefresh() {
        refresh.execute(OWN, begun.refresh());
        assertThat(tokens.granted.getLast().permissions()).contains("order:write");
        accounts.put(ada, UserStatus.ACTIVE, Role.GUEST);
        Session other = sessions.begin(ada.value(), ListedDeeds.NOWHERE).orElseThrow();
        assertThat(refresh.execute(OWN, other.refresh()).scope()).containsExactly("order:read", "user:read");
    }

    @Test
    void aTokenThatComesBackEndsTheWholeFamily() {
        IssuedTokens first = refresh.execute(OWN, begun.refresh());
        refused(OAuthError.INVALID_GRANT, OWN, begun.refresh());
        assertThat(isRevoked()).isTrue();
        refused(OAuthError.INVALID_GRANT, OWN, token(first));
        assertThat(tokens.granted).hasSize(1);
    }

    @Test
    void aTokenThatIsTooOldOrNobodysServesNobody() {
        database.jdbi()
                .useHandle(h -> h.execute("UPDATE auth_session SET expires_at = now() WHERE id = ?", begun.id()));
        refused(OAuthError.INVALID_GRANT, OWN, begun.refresh());
        refused(OAuthError.INVALID_GRANT, OWN, RefreshToken.random());
        refused(OAuthError.INVALID_GRANT, OWN, new RefreshToken("' OR 1=1 --"));
    }

    @ParameterizedTest
    @EnumSource(value = UserStatus.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
    void whoMayNotBeUsedGetsNothingAndTheSessionEnds(UserStatus status) {
        accounts.put(ada, status, Role.USER);
        refused(OAuthError.INVALID_GRANT, OWN, begun.refresh());
        assertThat(isRevoked()).isTrue();
    }

    @Test
    void anotherClientIsRefusedAndTheTokenStillServes() {
        refused(OAuthError.INVALID_CLIENT, new ClientCredentials("partner-1", null), begun.refresh());
        refused(OAuthError.INVALID_CLIENT, new ClientCredentials("tradepost", new ClientSecret("s")), begun.refresh());
        assertThat(refresh.execute(OWN, begun.refresh()).refresh()).isPresent();
    }

    @Test
    void aRefreshTokenThatIsGivenBackEndsItsSessionUsedOrNot() {
        refresh.execute(OWN, begun.refresh());
        revoke.execute(OWN, begun.refresh().value());
        assertThat(isRevoked()).isTrue();
    }

    @Test
    void anAccessTokenThatIsGivenBackEndsItsSession() {
        revoke.execute(OWN, "an.access.token");
        assertThat(isRevoked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tp_rt_unknown", "no.access.token", "x", "' OR 1=1 --"})
    void whatNobodyKnowsIsTakenBackWithoutAWord(String token) {
        revoke.execute(OWN, token);
        assertThat(isRevoked()).isFalse();
    }

    @Test
    void onlyTheClientOfLoginsEndsSessions() {
        String token = begun.refresh().value();
        notTaken(new ClientCredentials("partner-1", null), token);
        notTaken(new ClientCredentials("tradepost", new ClientSecret("wrong")), token);
        revoke.execute(new ClientCredentials("partner-1", new ClientSecret("right")), token);
        assertThat(isRevoked()).isFalse();
    }

    private void notTaken(ClientCredentials client, String token) {
        assertThatExceptionOfType(OAuthRefusal.class)
                .isThrownBy(() -> revoke.execute(client, token))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_CLIENT));
    }

    private void refused(OAuthError error, ClientCredentials client, RefreshToken token) {
        assertThatExceptionOfType(OAuthRefusal.class)
                .isThrownBy(() -> refresh.execute(client, token))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error));
    }

    private static RefreshToken token(IssuedTokens issued) {
        return new RefreshToken(issued.refresh().orElseThrow());
    }

    private boolean isRevoked() {
        return new RevokedList(database.jdbi())
                .read()
                .sessions()
                .contains(begun.id().toString());
    }
}
