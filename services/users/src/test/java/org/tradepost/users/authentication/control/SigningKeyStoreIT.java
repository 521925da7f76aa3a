package org.tradepost.users.authentication.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.authentication.entity.SigningKey;
import org.tradepost.users.authentication.entity.SigningKey.State;
import org.tradepost.users.testing.ListedDeeds;
import org.tradepost.users.testing.OpenTransaction;

class SigningKeyStoreIT {

    private final KeyEncryption encryption = new KeyEncryption(key((byte) 1));
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("users");
    }

    @Test
    void theKeyIsMadeOnceAndFoundAgainAfterARestart() throws Exception {
        List<SigningKey> made = load();
        assertThat(made).extracting(SigningKey::state).containsExactlyInAnyOrder(State.CURRENT, State.NEXT);
        assertThat(made).allMatch(key -> key.key().isPrivate());
        assertThat(load()).isEqualTo(made);
    }

    @Test
    void ofTwoReplicasThatStartAtOnceOneWaitsAndUsesTheOthersKey() throws Exception {
        try (OpenTransaction first = OpenTransaction.begin(database);
                OpenTransaction second = OpenTransaction.begin(database)) {
            List<SigningKey> made = new SigningKeyStore(first.jdbi(), encryption, new ListedDeeds()).loadOrCreate();
            SigningKeyStore impatient =
                    new SigningKeyStore(second.withoutWaiting().jdbi(), encryption, new ListedDeeds());
            assertThatThrownBy(impatient::loadOrCreate).isInstanceOf(UnableToExecuteStatementException.class);
            first.commit();
            assertThat(load()).isEqualTo(made);
        }
    }

    @Test
    void theDatabaseHoldsNothingThatCouldSign() throws Exception {
        RSAKey key = load().get(0).key();
        String stored = database.jdbi().withHandle(h -> h.createQuery("SELECT jwe FROM signing_key WHERE kid = ?")
                .bind(0, key.getKeyID())
                .mapTo(String.class)
                .one());
        assertThat(stored.split("\\.", -1)).hasSize(5);
        assertThat(stored).doesNotContain(key.getPrivateExponent().toString());
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyEncryption(key((byte) 2)).decrypt(stored))
                .withMessageContaining("TRADEPOST_KEY_ENCRYPTION_KEY");
        assertThat(encryption.decrypt(stored)).isEqualTo(key);
    }

    @Test
    void rotationLetsTheNextKeySignAndKeepsTheOldOneUntilItsTokensHaveExpired() throws Exception {
        String next = only(load(), State.NEXT);
        String current = only(load(), State.CURRENT);
        List<SigningKey> rotated = inTransaction(SigningKeyStore::rotate);
        assertThat(rotated).hasSize(3);
        assertThat(only(rotated, State.CURRENT)).isEqualTo(next);
        assertThat(only(rotated, State.RETIRED)).isEqualTo(current);
        assertThat(only(rotated, State.NEXT)).isNotIn(next, current);

        assertThat(inTransaction(SigningKeyStore::deleteExpired)).isZero();
        database.jdbi()
                .useHandle(h -> h.execute(
                        "UPDATE signing_key SET retired_at = now() - interval '21 minutes' WHERE state = 'RETIRED'"));
        assertThat(inTransaction(SigningKeyStore::deleteExpired)).isEqualTo(1);
        assertThat(load()).extracting(SigningKey::state).containsExactlyInAnyOrder(State.CURRENT, State.NEXT);
    }

    /** The way to another key encryption key, as the security document tells it. */
    @Test
    void withoutTheStoredKeysAnotherKeyEncryptionKeyMakesNewOnes() throws Exception {
        List<SigningKey> old = load();
        KeyEncryption another = new KeyEncryption(key((byte) 2));
        assertThatIllegalStateException()
                .isThrownBy(() -> new SigningKeyStore(database.jdbi(), another, new ListedDeeds()).loadOrCreate())
                .withMessageContaining("TRADEPOST_KEY_ENCRYPTION_KEY");
        database.jdbi().useHandle(h -> h.execute("DELETE FROM signing_key"));
        try (OpenTransaction transaction = OpenTransaction.begin(database)) {
            assertThat(new SigningKeyStore(transaction.jdbi(), another, new ListedDeeds()).loadOrCreate())
                    .hasSize(2)
                    .doesNotContainAnyElementsOf(old);
        }
    }

    @Test
    void ofTwoRotationsAtOnceTheSecondWaitsForTheFirst() throws Exception {
        load();
        try (OpenTransaction first = OpenTransaction.begin(database);
                OpenTransaction second = OpenTransaction.begin(database)) {
            new SigningKeyStore(first.jdbi(), encryption, new ListedDeeds()).rotate();
            SigningKeyStore impatient =
                    new SigningKeyStore(second.withoutWaiting().jdbi(), encryption, new ListedDeeds());
            assertThatThrownBy(impatient::rotate).isInstanceOf(UnableToExecuteStatementException.class);
            first.commit();
        }
        assertThat(load()).hasSize(3);
    }

    private static String only(List<SigningKey> keys, State state) {
        return keys.stream()
                .filter(key -> key.state() == state)
                .collect(onlyElement())
                .key()
                .getKeyID();
    }

    private static Collector<SigningKey, ?, SigningKey> onlyElement() {
        return Collectors.collectingAndThen(Collectors.toList(), list -> {
            assertThat(list).hasSize(1);
            return list.get(0);
        });
    }

    private <T> T inTransaction(Function<SigningKeyStore, T> work) throws Exception {
        try (OpenTransaction transaction = OpenTransaction.begin(database)) {
            T result = work.apply(new SigningKeyStore(transaction.jdbi(), encryption, new ListedDeeds()));
            transaction.commit();
            return result;
        }
    }

    @Test
    void aKeyEncryptionKeyThatIsNoneIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyEncryption("not base64!"))
                .withMessageContaining("TRADEPOST_KEY_ENCRYPTION_KEY");
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyEncryption("c2hvcnQ="))
                .withMessageContaining("32 bytes");
    }

    private List<SigningKey> load() throws Exception {
        try (OpenTransaction transaction = OpenTransaction.begin(database)) {
            List<SigningKey> keys =
                    new SigningKeyStore(transaction.jdbi(), encryption, new ListedDeeds()).loadOrCreate();
            transaction.commit();
            return keys;
        }
    }

    private static String key(byte fill) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
