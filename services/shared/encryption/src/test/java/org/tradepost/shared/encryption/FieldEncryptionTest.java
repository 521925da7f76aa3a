package org.tradepost.shared.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.JWEObject;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldEncryptionTest {

    private static final String PHONE = "+441632960961";

    private final Cell ada = new Cell("user_account.phone", UUID.randomUUID());
    private final FieldEncryption encryption = with("k1:" + key(1));

    @Test
    void aValueOpensWhereItBelongs() {
        FieldEncryption.Sealed sealed = encryption.seal(ada, PHONE);
        assertThat(sealed.keyId()).isEqualTo("k1");
        assertThat(encryption.open(ada, sealed.text())).isEqualTo(PHONE);
    }

    @Test
    void itIsACompactJweOfAes256GcmThatNamesItsKey() throws Exception {
        JWEObject jwe = JWEObject.parse(encryption.seal(ada, PHONE).text());
        assertThat(jwe.getHeader().toJSONObject())
                .containsEntry("alg", "dir")
                .containsEntry("enc", "A256GCM")
                .containsEntry("kid", "k1")
                .containsEntry("cell", ada.toString());
        assertThat(jwe.serialize()).doesNotContain(PHONE);
    }

    @Test
    void theSameValueIsNeverEncryptedToTheSameText() {
        assertThat(encryption.seal(ada, PHONE).text())
                .isNotEqualTo(encryption.seal(ada, PHONE).text());
    }

    @Test
    void aValueDoesNotOpenInAnotherRowOrColumn() {
        String sealed = encryption.seal(ada, PHONE).text();
        assertThatIllegalStateException()
                .isThrownBy(() -> encryption.open(new Cell(ada.column(), UUID.randomUUID()), sealed))
                .withMessageContaining("belongs elsewhere");
        assertThatIllegalStateException()
                .isThrownBy(() -> encryption.open(new Cell("order_address.delivery", ada.row()), sealed))
                .withMessageNotContaining(PHONE);
    }

    @Test
    void aHeaderThatWasChangedToFitAnotherRowDoesNotOpen() {
        Cell other = new Cell(ada.column(), UUID.randomUUID());
        String[] parts = encryption.seal(ada, PHONE).text().split("\\.", -1);
        String header = new String(Base64.getUrlDecoder().decode(parts[0])).replace(ada.toString(), other.toString());
        parts[0] = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes());
        assertThatIllegalStateException()
                .isThrownBy(() -> encryption.open(other, String.join(".", parts)))
                .withMessageContaining("does not open");
    }

    @Test
    void aChangedByteDoesNotOpen() {
        String[] parts = encryption.seal(ada, PHONE).text().split("\\.", -1);
        byte[] text = Base64.getUrlDecoder().decode(parts[3]);
        text[0] ^= 1;
        parts[3] = Base64.getUrlEncoder().withoutPadding().encodeToString(text);
        assertThatIllegalStateException().isThrownBy(() -> encryption.open(ada, String.join(".", parts)));
        assertThatIllegalStateException().isThrownBy(() -> encryption.open(ada, "not a JWE"));
    }

    @Test
    void theFirstKeyEncryptsAndEveryKeyOpens() {
        String old = encryption.seal(ada, PHONE).text();
        FieldEncryption rotated = with("k2:" + key(2) + ",k1:" + key(1));
        assertThat(rotated.open(ada, old)).isEqualTo(PHONE);
        assertThat(rotated.seal(ada, PHONE).keyId()).isEqualTo("k2");
    }

    @Test
    void aMissingKeyAndAMistakenOneAreNamed() {
        String sealed = encryption.seal(ada, PHONE).text();
        assertThatIllegalStateException()
                .isThrownBy(() -> with("k2:" + key(2)).open(ada, sealed))
                .withMessageContaining("TRADEPOST_DATA_KEYS lacks the key k1");
        assertThatIllegalStateException()
                .isThrownBy(() -> with("k1:" + key(2)).open(ada, sealed))
                .withMessageContaining("TRADEPOST_DATA_KEYS has another key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k1", "k1:", ":AAAA", "k 1:AAAA", "k1:not base64", "k1:c2hvcnQ=", "k1:AAAA,", "a:b:c"})
    void aSettingThatHoldsNoKeysIsNamedAndNotShown(String setting) {
        assertThatIllegalStateException()
                .isThrownBy(() -> with(setting))
                .withMessageContaining("TRADEPOST_DATA_KEYS")
                .withMessageNotContaining("c2hvcnQ")
                .withNoCause();
    }

    @Test
    void oneIdForTwoKeysIsRefusedAndSoIsNoSettingAtAll() {
        assertThatIllegalStateException()
                .isThrownBy(() -> with("k1:" + key(1) + ",k1:" + key(2)))
                .withMessageContaining("twice");
        assertThatIllegalStateException()
                .isThrownBy(() -> new FieldEncryption(Optional.empty()))
                .withMessageContaining("TRADEPOST_DATA_KEYS is not set");
    }

    @Test
    void noKeyIsEverPrinted() {
        assertThat(EncryptionKey.ofBase64("X", key(1)).toString()).doesNotContain(key(1));
    }

    private static FieldEncryption with(String setting) {
        return new FieldEncryption(Optional.of(setting));
    }

    private static String key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
