package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.orders.webhook.entity.WebhookSecret;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.encryption.Cell;
import org.tradepost.shared.encryption.EncryptedColumn;
import org.tradepost.shared.encryption.EncryptedRows;
import org.tradepost.shared.encryption.FieldEncryption;
import org.tradepost.shared.encryption.FieldEncryption.Sealed;

/** The secrets that deliveries are signed with, as they are stored: encrypted. */
@ApplicationScoped
public class WebhookSecrets {

    private static final Logger LOG = Logger.getLogger(WebhookSecrets.class.getName());
    private static final String COLUMN = "webhook_secret.sealed";
    /** No version ever stored a readable one. */
    private static final EncryptedColumn.Layout LAYOUT = new EncryptedColumn.Layout(
            COLUMN, "webhook_secret", "id", "sealed", "key_id", "cast(NULL AS text)", List.of());

    private record Stored(UUID id, UUID subscription, String sealed) {}

    private final Jdbi jdbi;
    private final FieldEncryption encryption;

    @Inject
    public WebhookSecrets(Jdbi jdbi, FieldEncryption encryption) {
        this.jdbi = jdbi;
        this.encryption = encryption;
    }

    /** For the container's proxy only. */
    protected WebhookSecrets() {
        this(null, null);
    }

    @Produces
    @Singleton
    EncryptedRows rows() {
        return new EncryptedColumn(jdbi, encryption, LAYOUT);
    }

    /** Makes a new current secret. The one before it, if any, is valid for another day; so are up to three before that. */
    public WebhookSecret rotate(UUID subscription) {
        WebhookSecret secret = WebhookSecret.generate();
        UUID id = Ids.newId();
        Sealed sealed = encryption.seal(cell(id), secret.text());
        jdbi.useHandle(h -> {
            h.execute(
                    """
                    UPDATE webhook_secret SET expires_at = now() + interval '24 hours'
                    WHERE subscription_id = ? AND expires_at IS NULL""",
                    subscription);
            // Every secret is a signature in each request's header, which must not grow without end.
            h.execute(
                    """
                    DELETE FROM webhook_secret WHERE id IN (
                        SELECT id FROM webhook_secret WHERE subscription_id = ? ORDER BY expires_at DESC, id DESC OFFSET 4)""",
                    subscription);
            h.execute(
                    "INSERT INTO webhook_secret (id, subscription_id, sealed, key_id) VALUES (?, ?, ?, ?)",
                    id,
                    subscription,
                    sealed.text(),
                    sealed.keyId());
        });
        return secret;
    }

    /** The valid secrets of each subscription, the current one first; none that does not open. */
    public Map<UUID, List<WebhookSecret>> valid(Collection<UUID> subscriptions) {
        List<Stored> stored = jdbi.withHandle(h -> h.createQuery(
                        """
                        SELECT id, subscription_id, sealed FROM webhook_secret
                        WHERE subscription_id = ANY(:subscriptions) AND (expires_at IS NULL OR expires_at > now())
                        ORDER BY expires_at DESC NULLS FIRST""")
                .bindArray("subscriptions", UUID.class, List.copyOf(subscriptions))
                .map((r, c) -> new Stored(
                        r.getObject("id", UUID.class),
                        r.getObject("subscription_id", UUID.class),
                        r.getString("sealed")))
                .list());
        Map<UUID, List<WebhookSecret>> secrets = new HashMap<>();
        stored.forEach(one -> open(one)
                .ifPresent(secret -> secrets.computeIfAbsent(one.subscription(), id -> new ArrayList<>())
                        .add(secret)));
        return secrets;
    }

    /** Empty for one that does not open: it must not keep the others' webhooks from being sent. */
    private Optional<WebhookSecret> open(Stored stored) {
        try {
            return Optional.of(WebhookSecret.of(encryption.open(cell(stored.id()), stored.sealed())));
        } catch (IllegalStateException e) {
            LOG.log(Level.SEVERE, "a secret of the webhook " + stored.subscription() + " cannot be used", e);
            return Optional.empty();
        }
    }

    private static Cell cell(UUID secret) {
        return new Cell(COLUMN, secret);
    }
}
