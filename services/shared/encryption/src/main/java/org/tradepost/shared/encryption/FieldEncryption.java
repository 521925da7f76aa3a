package org.tradepost.shared.encryption;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Encrypts single column values under the current data key, and opens those of any key that is still configured. */
@ApplicationScoped
public class FieldEncryption {

    /** A private header parameter (RFC 7516, section 4.3): the {@link Cell}. */
    private static final String CELL = "cell";

    /** An encrypted value, and the id of the key that opens it. */
    public record Sealed(String text, String keyId) {}

    private final DataKeys keys;

    /** @throws IllegalStateException naming the setting when it is missing or holds no keys */
    @Inject
    public FieldEncryption(@ConfigProperty(name = "tradepost.data.keys") Optional<String> setting) {
        this(DataKeys.parse(setting.orElseThrow(() -> new IllegalStateException(
                DataKeys.SETTING + " is not set: the keys that encrypt telephone numbers and addresses"))));
    }

    public FieldEncryption(DataKeys keys) {
        this.keys = keys;
    }

    /** For the container's proxy only. */
    protected FieldEncryption() {
        this((DataKeys) null);
    }

    public DataKeys keys() {
        return keys;
    }

    public Sealed seal(Cell cell, String plain) {
        String keyId = keys.currentId();
        return new Sealed(
                keys.current().seal(plain, header -> header.keyID(keyId).customParam(CELL, cell.toString())), keyId);
    }

    /**
     * @throws IllegalStateException when the value is of another cell or has been changed, or when its key is not configured; the
     *     message has neither the value nor the key
     */
    public String open(Cell cell, String sealed) {
        try {
            JWEObject jwe = JWEObject.parse(sealed);
            String keyId = jwe.getHeader().getKeyID();
            EncryptionKey key = keys.find(keyId)
                    .orElseThrow(() -> new IllegalStateException(
                            DataKeys.SETTING + " lacks the key " + keyId + ", which opens " + cell));
            String plain = key.open(jwe);
            // Only after decryption is the header known to be as it was written.
            if (!cell.toString().equals(jwe.getHeader().getCustomParam(CELL))) {
                throw new IllegalStateException("the value in " + cell + " belongs elsewhere");
            }
            return plain;
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("the value in " + cell + " does not open: it was changed, or "
                    + DataKeys.SETTING + " has another key under its id");
        }
    }
}
