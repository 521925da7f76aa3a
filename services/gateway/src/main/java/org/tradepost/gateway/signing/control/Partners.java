package org.tradepost.gateway.signing.control;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tradepost.gateway.signing.entity.PartnerKey;
import org.tradepost.shared.problem.ProblemException;

/** What the users service knows of those who sign. Every call may wait, and ends in a 503 when it cannot be told. */
public interface Partners extends Nonces {

    /**
     * A key; at most 30 s old.
     *
     * @throws ProblemException 503
     */
    Optional<PartnerKey> find(UUID key);

    /**
     * The owners all of whose requests must be signed.
     *
     * @throws ProblemException 503
     */
    Set<UUID> requiredSigners();

    /**
     * A short access token for the owner of a key.
     *
     * @throws ProblemException 503
     */
    String tokenFor(UUID key);
}
