package org.tradepost.gateway.edge.control;

import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.edge.entity.Exchange;

/** Is told of credentials that are refused. */
@FunctionalInterface
public interface RefusalWatch {

    /** Returns at once and never fails: the caller waits for the refusal. */
    void refused(CredentialsRefused refusal, Exchange exchange);
}
