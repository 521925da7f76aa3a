package org.tradepost.users.oauth.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.Deed;
import org.tradepost.users.oauth.entity.Client;
import org.tradepost.users.oauth.entity.ClientCredentials;
import org.tradepost.users.oauth.entity.ClientSecret;
import org.tradepost.users.oauth.entity.OAuthError;
import org.tradepost.users.oauth.entity.OAuthRefusal;
import org.tradepost.users.testing.ListedDeeds;

class AuthenticateClientTest {

    private final ClientSecret secret = ClientSecret.random();
    private final Client partner = new Client("partner-1", new TreeSet<>(), Optional.empty(), List.of(secret.hash()));
    private final ListedDeeds audit = new ListedDeeds();
    private final AuthenticateClient authenticate = new AuthenticateClient();

    @BeforeEach
    void assemble() {
        authenticate.audit = audit;
        authenticate.services = new ServiceClients() {
            @Override
            public Optional<Client> find(String clientId) {
                return Optional.empty();
            }
        };
        authenticate.partners = new ClientStore() {
            @Override
            public Optional<Client> active(String clientId) {
                return Optional.of(partner).filter(known -> known.clientId().equals(clientId));
            }
        };
    }

    @Test
    void whoProvesItIsTheClientIsNoRefusalToRecord() {
        assertThat(authenticate.execute(new ClientCredentials("partner-1", secret)))
                .isEqualTo(partner);
        assertThat(audit.deeds()).isEmpty();
    }

    @Test
    void aWrongSecretIsRecordedWithTheClientItWasTriedFor() {
        refused(new ClientCredentials("partner-1", ClientSecret.random()));
        assertThat(audit.deeds()).containsExactly(Deed.of(AuditAction.CREDENTIALS_REFUSED, "client", "partner-1"));
    }

    @Test
    void whatNoClientIsCalledIsNotWrittenDown() {
        refused(new ClientCredentials("ada@example.com", secret));
        refused(new ClientCredentials("partner-1", null));
        assertThat(audit.deeds())
                .containsExactly(Deed.of(AuditAction.CREDENTIALS_REFUSED), Deed.of(AuditAction.CREDENTIALS_REFUSED));
    }

    private void refused(ClientCredentials credentials) {
        assertThatExceptionOfType(OAuthRefusal.class)
                .isThrownBy(() -> authenticate.execute(credentials))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_CLIENT));
    }
}
