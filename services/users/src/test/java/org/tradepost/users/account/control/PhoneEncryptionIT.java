package org.tradepost.users.account.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.encryption.DataKeyRegister;
import org.tradepost.shared.encryption.DataKeys;
import org.tradepost.shared.encryption.EncryptedRows;
import org.tradepost.shared.encryption.FieldEncryption;
import org.tradepost.shared.encryption.FieldEncryption.Sealed;
import org.tradepost.shared.encryption.KeyRotation;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.testing.StoredAccounts;

/** Telephone numbers at rest, from an older version's readable column to a second key. */
class PhoneEncryptionIT {

    private static final String PHONE = "+441632960961";
    private static final String FIRST = "k1:" + key(1);
    private static final String BOTH = "k2:" + key(2) + "," + FIRST;

    private Jdbi jdbi;
    private UserId ada;

    @BeforeEach
    void open() {
        jdbi = TestPostgres.start().database("users").jdbi();
        ada = StoredAccounts.store(jdbi, "ada@example.com", "ACTIVE", "user");
    }

    @Test
    void whatAnOlderVersionStoredIsEncryptedAndThenMovesToTheNextKey() {
        jdbi.useHandle(h -> h.execute("UPDATE user_account SET phone = ? WHERE id = ?", PHONE, ada.value()));
        start(FIRST);
        assertThat(rows(FIRST).countByKey()).isEqualTo(Map.of(EncryptedRows.READABLE, 1L));

        new KeyRotation(List.of(rows(FIRST))).pass();
        assertThat(rows(FIRST).countByKey()).isEqualTo(Map.of("k1", 1L));
        assertThat(row().toString()).doesNotContain("1632960961");
        assertThat(phone(FIRST)).isEqualTo(PHONE);
        assertThat(row()).as("not a change of the account").containsEntry("version", 1L);

        start(BOTH);
        new KeyRotation(List.of(rows(BOTH))).pass();
        start("k2:" + key(2));
        assertThat(phone("k2:" + key(2))).isEqualTo(PHONE);
        assertThat(rows("k2:" + key(2)).countByKey()).isEqualTo(Map.of("k2", 1L));
    }

    @Test
    void aNumberWrittenMeanwhileByAnOlderVersionIsTheNewerOne() {
        Sealed sealed = phones(FIRST).seal(ada, "+4400000");
        jdbi.useHandle(h -> h.execute(
                "UPDATE user_account SET phone = ?, phone_sealed = ?, phone_key_id = ? WHERE id = ?",
                PHONE,
                sealed.text(),
                sealed.keyId(),
                ada.value()));
        new KeyRotation(List.of(rows(FIRST))).pass();
        assertThat(phone(FIRST)).isEqualTo(PHONE);
    }

    @Test
    void anotherAccountsNumberDoesNotOpen() {
        UserId bob = StoredAccounts.store(jdbi, "bob@example.com", "ACTIVE", "user");
        String sealed = phones(FIRST).seal(bob, PHONE).text();
        assertThatIllegalStateException().isThrownBy(() -> phones(FIRST).open(ada, sealed));
    }

    private String phone(String keys) {
        return phones(keys).open(ada, row().get("phone_sealed").toString());
    }

    private Map<String, Object> row() {
        return jdbi.withHandle(h -> h.createQuery("SELECT * FROM user_account WHERE id = :id")
                .bind("id", ada.value())
                .mapToMap()
                .one());
    }

    private void start(String keys) {
        new DataKeyRegister(jdbi, encryption(keys), List.of(rows(keys))).check();
    }

    private EncryptedRows rows(String keys) {
        return phones(keys).rowsOf(jdbi);
    }

    private static StoredPhones phones(String keys) {
        return new StoredPhones(encryption(keys));
    }

    private static FieldEncryption encryption(String keys) {
        return new FieldEncryption(DataKeys.parse(keys));
    }

    private static String key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
