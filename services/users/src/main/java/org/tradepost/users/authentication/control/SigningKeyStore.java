package org.tradepost.users.authentication.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.users.authentication.entity.SigningKey;
import org.tradepost.users.authentication.entity.SigningKey.State;

/** The stored signing keys, shared by all replicas and kept over restarts. */
@ApplicationScoped
public class SigningKeyStore {

    /** Any number that nothing else in this database locks. */
    private static final long LOCK = 4_711_002;

    private static final int KEY_BITS = 2048;

    /** Life of a token, clock skew, and the time in which other replicas may not have noticed a rotation yet, rounded up. */
    private static final Duration KEPT = Duration.ofMinutes(20);

    private final Jdbi jdbi;
    private final KeyEncryption encryption;
    private final AuditTrail audit;

    @Inject
    public SigningKeyStore(Jdbi jdbi, KeyEncryption encryption, AuditTrail audit) {
        this.jdbi = jdbi;
        this.encryption = encryption;
        this.audit = audit;
    }

    /** For the container's proxy only. */
    protected SigningKeyStore() {
        this(null, null, null);
    }

    /**
     * All keys. Makes the current one and the next one where there are none; of replicas that start at once, one makes them and the
     * others wait for them and use them.
     */
    @Transactional
    public List<SigningKey> loadOrCreate() {
        return jdbi.withHandle(handle -> {
            List<SigningKey> keys = load(handle);
            return isComplete(keys) ? keys : complete(handle);
        });
    }

    /** Lets the next key sign from now on, and makes a new next one. */
    @Transactional
    public List<SigningKey> rotate() {
        return jdbi.withHandle(handle -> {
            complete(handle);
            handle.execute("UPDATE signing_key SET state = 'RETIRED', retired_at = now() WHERE state = 'CURRENT'");
            handle.execute("UPDATE signing_key SET state = 'CURRENT' WHERE state = 'NEXT'");
            insert(handle, State.NEXT);
            List<SigningKey> rotated = load(handle);
            rotated.stream()
                    .filter(key -> key.state() == State.CURRENT)
                    .forEach(key -> audit.record(Deed.of(
                            AuditAction.SIGNING_KEY_ROTATED,
                            "signing-key",
                            key.key().getKeyID())));
            return rotated;
        });
    }

    /** Forgets keys of which no token can be valid any more. */
    @Transactional
    public int deleteExpired() {
        return jdbi.withHandle(handle -> handle.createUpdate(
                        "DELETE FROM signing_key WHERE state = 'RETIRED' AND retired_at < now() - :kept * interval '1 second'")
                .bind("kept", KEPT.toSeconds())
                .execute());
    }

    private static boolean isComplete(List<SigningKey> keys) {
        return keys.stream().anyMatch(key -> key.state() == State.CURRENT)
                && keys.stream().anyMatch(key -> key.state() == State.NEXT);
    }

    /** One replica at a time, to the end of the transaction. */
    private List<SigningKey> complete(Handle handle) {
        handle.createQuery("SELECT pg_advisory_xact_lock(:lock)::text")
                .bind("lock", LOCK)
                .mapTo(String.class)
                .one();
        for (State state : List.of(State.CURRENT, State.NEXT)) {
            if (load(handle).stream().noneMatch(key -> key.state() == state)) {
                insert(handle, state);
            }
        }
        return load(handle);
    }

    private List<SigningKey> load(Handle handle) {
        return handle.createQuery(
                        "SELECT jwe, state, created_at, retired_at FROM signing_key ORDER BY created_at DESC, kid")
                .map((row, context) -> new SigningKey(
                        encryption.decrypt(row.getString("jwe")),
                        State.valueOf(row.getString("state")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("retired_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null)))
                .list();
    }

    private void insert(Handle handle, State state) {
        RSAKey key = generate();
        handle.createUpdate(
                        "INSERT INTO signing_key (kid, jwe, state, created_at) VALUES (:kid, :jwe, :state, clock_timestamp())")
                .bind("kid", key.getKeyID())
                .bind("jwe", encryption.encrypt(key))
                .bind("state", state.name())
                .execute();
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
