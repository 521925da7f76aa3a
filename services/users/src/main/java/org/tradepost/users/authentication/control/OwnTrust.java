package org.tradepost.users.authentication.control;

import com.nimbusds.jose.JWSVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tradepost.shared.identity.LocalTrust;
import org.tradepost.shared.identity.RevokedIds;
import org.tradepost.shared.identity.VerificationKeys;
import org.tradepost.users.session.control.RecentRevocations;

/** How this service checks the tokens that it issued itself: with the keys it has at hand. */
@ApplicationScoped
public class OwnTrust implements LocalTrust {

    @Inject
    SigningKeys keys;

    @Inject
    RecentRevocations revocations;

    @Override
    public VerificationKeys keys() {
        return new Own();
    }

    @Override
    public RevokedIds revoked() {
        return revocations.known();
    }

    private final class Own implements VerificationKeys {

        @Override
        public Optional<JWSVerifier> find(String keyId) {
            return keys.verifier(keyId);
        }

        @Override
        public Refresh refresh() {
            return Refresh.DONE;
        }
    }
}
