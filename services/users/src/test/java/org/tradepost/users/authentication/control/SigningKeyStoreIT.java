package org.tradepost.users.authentication.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
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
        List<RSAKey> made = load();
        assertThat(made).hasSize(1).allMatch(RSAKey::isPrivate);
        assertThat(load()).isEqualTo(made);
    }

    @Test
    void ofTwoReplicasThatStartAtOnceOneWaitsAndUsesTheOthersKey() throws Exception {
        try (OpenTransaction first = OpenTransaction.begin(database);
                OpenTransaction second = OpenTransaction.begin(database)) {
            List<RSAKey> made = new SigningKeyStore(first.jdbi(), encryption).loadOrCreate();
            SigningKeyStore impatient =
                    new SigningKeyStore(second.withoutWaiting().jdbi(), encryption);
            assertThatThrownBy(impatient::loadOrCreate).isInstanceOf(UnableToExecuteStatementException.class);
            first.commit();
            assertThat(load()).isEqualTo(made);
        }
    }

    @Test
    void theDatabaseHoldsNothingThatCouldSign() throws Exception {
        RSAKey key = load().get(0);
        String stored = database.jdbi().withHandle(h -> h.createQuery("SELECT jwe FROM signing_key")
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
    void aKeyEncryptionKeyThatIsNoneIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyEncryption("not base64!"))
                .withMessageContaining("TRADEPOST_KEY_ENCRYPTION_KEY");
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyEncryption("c2hvcnQ="))
                .withMessageContaining("32 bytes");
    }

    private List<RSAKey> load() throws Exception {
        try (OpenTransaction transaction = OpenTransaction.begin(database)) {
            List<RSAKey> keys = new SigningKeyStore(transaction.jdbi(), encryption).loadOrCreate();
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
