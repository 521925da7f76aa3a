package org.tradepost.gateway.signing.control;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.tradepost.gateway.signing.entity.SigningSettings;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SigningKey;
import org.tradepost.shared.signing.VerificationKey;

/** The gateway's own keys: the current one signs answers, the one before it is still published until nobody asks for it. */
public final class GatewayKeys {

    private static final Logger LOG = Logger.getLogger(GatewayKeys.class.getName());

    private final SigningKey current;
    private final String published;

    public GatewayKeys(SigningSettings settings) {
        current = settings.key()
                .map(jwk -> read("tradepost.gateway.signing-key", jwk))
                .orElseGet(GatewayKeys::passing);
        List<JWK> all = new ArrayList<>();
        all.add(current.publicKey().toJwk(current.keyId()));
        settings.previousKey().map(GatewayKeys::previous).ifPresent(all::add);
        published = new JWKSet(all).toString(true);
    }

    public SigningKey current() {
        return current;
    }

    /** The public halves, as a JWK set. */
    public String published() {
        return published;
    }

    private static SigningKey read(String setting, String jwk) {
        try {
            return SigningKey.fromJwk(jwk, null);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The setting " + setting + " must be a private JWK for P-256 or Ed25519");
        }
    }

    private static JWK previous(String text) {
        try {
            JWK jwk = JWK.parse(text).toPublicJWK();
            if (jwk == null) {
                throw new IllegalArgumentException("a symmetric key has no public half");
            }
            VerificationKey key = VerificationKey.read(jwk.toJSONString());
            return key.toJwk(jwk.getKeyID() == null ? key.thumbprint() : jwk.getKeyID());
        } catch (ParseException | IllegalArgumentException e) {
            throw new IllegalStateException("The setting tradepost.gateway.signing-key-previous must be a JWK");
        }
    }

    private static SigningKey passing() {
        LOG.info("tradepost.gateway.signing-key is not set: answers are signed with a key that ends with this process");
        return SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256, null);
    }
}
