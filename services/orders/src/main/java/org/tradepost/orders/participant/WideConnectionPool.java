package org.tradepost.orders.participant;

import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderListener;

/** Gives each REST client room for every saga that may run; the runtime's own limit is 50 connections and has no setting. */
public class WideConnectionPool implements RestClientBuilderListener {
    private static final int CONNECTIONS = 128;

    @Override
    public void onNewBuilder(RestClientBuilder builder) {
        builder.property("resteasy.connectionPoolSize", CONNECTIONS);
    }
}
