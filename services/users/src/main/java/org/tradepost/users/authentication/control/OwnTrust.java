package org.tradepost.users.authentication.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tradepost.shared.identity.LocalTrust;
import org.tradepost.shared.identity.RevokedIds;
import org.tradepost.shared.identity.VerificationKeys;

/** How this service checks the tokens that it issued itself: with the keys it has at hand. */
@ApplicationScoped
public class OwnTrust implements LocalTrust {

    @Inject
    SigningKeys keys;

    @Override
    public VerificationKeys keys() {
        return new Own();
    }

    @Override
    public RevokedIds revoked() {
        return RevokedIds.NONE;
    }

    private final class Own implements VerificationKeys {

        @Override
        public Optional<JWSVerifier> find(String keyId) {
            return Optional.ofNullable(keys.published().getKeyByKeyId(keyId))
                    .map(RSAKey.class::cast)
                    .map(Own::verifier);
        }

        private static JWSVerifier verifier(RSAKey key) {
            try {
                return new RSASSAVerifier(key.toRSAPublicKey());
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Refresh refresh() {
            return Refresh.DONE;
        }
    }
}
