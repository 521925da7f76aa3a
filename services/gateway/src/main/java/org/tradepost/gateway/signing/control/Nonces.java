package org.tradepost.gateway.signing.control;

import java.util.UUID;
import org.tradepost.shared.problem.ProblemException;

/** Which nonces were used, for all gateways. */
@FunctionalInterface
public interface Nonces {

    /**
     * Whether a nonce of a key was claimed by this call: by one call of all that ever claim it within its life, on any replica.
     * May wait.
     *
     * @throws ProblemException 503 when that cannot be told; the nonce may be used up then
     */
    boolean claim(UUID key, String nonce);
}
