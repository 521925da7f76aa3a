package org.tradepost.gateway.signing.boundary;

import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.Map;
import org.eclipse.jetty.client.HttpClient;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.boundary.Endpoint;
import org.tradepost.gateway.edge.control.RefusalWatch;
import org.tradepost.gateway.edge.entity.OwnEndpoint;
import org.tradepost.gateway.signing.control.ExecuteEnvelope;
import org.tradepost.gateway.signing.control.GatewayKeys;
import org.tradepost.gateway.signing.control.Nonces;
import org.tradepost.gateway.signing.control.Partners;
import org.tradepost.gateway.signing.control.RequiredSigners;
import org.tradepost.gateway.signing.control.VerifySender;
import org.tradepost.gateway.signing.entity.SigningSettings;
import org.tradepost.shared.signing.MessageSigner;

/** The parts of the gateway that deal with signed messages. */
public final class Signing implements AutoCloseable {

    private final RequiredSigners required;
    private final Check check;
    private final Filter filter;
    private final Map<OwnEndpoint, Endpoint> endpoints;

    /**
     * @param orders base URL of the orders service
     * @param watch is told of refused signatures
     */
    public Signing(
            SigningSettings settings,
            Partners partners,
            Nonces nonces,
            HttpClient client,
            String orders,
            Clock clock,
            RefusalWatch watch) {
        VerifySender verify = new VerifySender(partners, nonces, clock);
        GatewayKeys keys = new GatewayKeys(settings);
        required = new RequiredSigners(partners, settings.requiredEvery());
        check = new SignatureCheck(verify, required, settings.publicUrl());
        filter = new SignedAnswerFilter(new MessageSigner(keys.current(), "gateway", clock));
        endpoints = Map.of(
                OwnEndpoint.SECURE,
                new SecureEndpoint(new ExecuteEnvelope(verify, client, orders, partners, keys.current(), clock), watch),
                OwnEndpoint.SIGNATURE_KEYS,
                new SignatureKeysEndpoint(keys));
    }

    /** To run after the checks that say who the caller is. */
    public Check check() {
        return check;
    }

    /** To stand before everything else. */
    public Filter filter() {
        return filter;
    }

    public Map<OwnEndpoint, Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void close() {
        required.close();
    }
}
