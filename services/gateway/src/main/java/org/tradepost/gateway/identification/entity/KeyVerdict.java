package org.tradepost.gateway.identification.entity;

import java.time.Duration;
import org.tradepost.shared.identity.Caller;

/** What the users service says of an API key. */
public sealed interface KeyVerdict {

    /**
     * It is good.
     *
     * @param authorization what to present to services instead of it
     * @param caller whose it is; null when the gateway could not check the token itself
     * @param allowance its own limit
     * @param validFor how long what is said here holds, at most
     */
    record Admitted(String authorization, Caller caller, KeyAllowance allowance, Duration validFor)
            implements KeyVerdict {

        /** Hides the token: it must not reach a log by accident. */
        @Override
        public String toString() {
            return "Admitted[" + allowance + "]";
        }
    }

    /** It opens nothing; why is not said. */
    record Refused() implements KeyVerdict {}
}
