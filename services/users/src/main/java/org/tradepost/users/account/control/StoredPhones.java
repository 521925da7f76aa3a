package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.encryption.Cell;
import org.tradepost.shared.encryption.EncryptedColumn;
import org.tradepost.shared.encryption.EncryptedRows;
import org.tradepost.shared.encryption.FieldEncryption;
import org.tradepost.shared.encryption.FieldEncryption.Sealed;
import org.tradepost.users.account.entity.UserId;

/** How telephone numbers are stored: encrypted, each for its own account. */
@ApplicationScoped
public class StoredPhones {

    private static final String COLUMN = "user_account.phone_sealed";

    private static final EncryptedColumn.Layout LAYOUT = new EncryptedColumn.Layout(
            COLUMN, "user_account", "id", "phone_sealed", "phone_key_id", "phone", List.of("phone"));

    private final FieldEncryption encryption;

    @Inject
    public StoredPhones(FieldEncryption encryption) {
        this.encryption = encryption;
    }

    /** For the container's proxy only. */
    protected StoredPhones() {
        this(null);
    }

    @Produces
    @Singleton
    EncryptedRows rows(Jdbi jdbi) {
        return rowsOf(jdbi);
    }

    /** The stored numbers as key rotation sees them. */
    EncryptedRows rowsOf(Jdbi jdbi) {
        return new EncryptedColumn(jdbi, encryption, LAYOUT);
    }

    Sealed seal(UserId user, String phone) {
        return encryption.seal(cell(user), phone);
    }

    String open(UserId user, String sealed) {
        return encryption.open(cell(user), sealed);
    }

    private static Cell cell(UserId user) {
        return new Cell(COLUMN, user.value());
    }
}
