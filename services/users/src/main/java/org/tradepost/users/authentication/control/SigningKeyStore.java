package org.tradepost.users.authentication.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The stored signing keys, shared by all replicas and kept over restarts. */
@ApplicationScoped
public class SigningKeyStore {

    /** Any number that nothing else in this database locks. */
    private static final long LOCK = 4_711_002;

    private static final int KEY_BITS = 2048;

    private final Jdbi jdbi;
    private final KeyEncryption encryption;

    @Inject
    public SigningKeyStore(Jdbi jdbi, KeyEncryption encryption) {
        this.jdbi = jdbi;
        this.encryption = encryption;
    }

    /** For the container's proxy only. */
    protected SigningKeyStore() {
        this(null, null);
    }

    /**
     * All keys, newest first. Makes the first one; of replicas that start at once, one makes it and the others wait for
     * it and use it.
     */
    @Transactional
    public List<RSAKey> loadOrCreate() {
        return jdbi.withHandle(handle -> {
            List<RSAKey> keys = load(handle);
            if (!keys.isEmpty()) {
                return keys;
            }
            handle.createQuery("SELECT pg_advisory_xact_lock(:lock)::text")
                    .bind("lock", LOCK)
                    .mapTo(String.class)
                    .one();
            List<RSAKey> madeMeanwhile = load(handle);
            return madeMeanwhile.isEmpty() ? List.of(create(handle)) : madeMeanwhile;
        });
    }

    private List<RSAKey> load(Handle handle) {
        return handle.createQuery("SELECT jwe FROM signing_key ORDER BY created_at DESC, kid")
                .mapTo(String.class)
                .map(encryption::decrypt)
                .list();
    }

    private RSAKey create(Handle handle) {
        RSAKey key = generate();
        handle.createUpdate("INSERT INTO signing_key (kid, jwe) VALUES (:kid, :jwe)")
                .bind("kid", key.getKeyID())
                .bind("jwe", encryption.encrypt(key))
                .execute();
        return key;
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(KEY_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("no signing key can be made", e);
        }
    }
}
