package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.tradepost.shared.audit.Scene;

/**
 * A command that somebody wants accepted.
 *
 * @param fields what it says beside its type
 * @param actor who sends it; goes into the ledger of stock
 * @param key its idempotency key; null for none
 */
public record Submission(String queue, String type, ObjectNode fields, UUID actor, Scene scene, Key key) {

    /**
     * An idempotency key.
     *
     * @param scope see {@code CallerContext.scope()}
     * @param operation method and path
     * @param fingerprint of the request
     */
    public record Key(String scope, String key, String operation, byte[] fingerprint) {}
}
