package org.tradepost.cli.platform;

import java.util.Map;
import java.util.Optional;

/**
 * Where the gateway is reached.
 *
 * @param port of plain HTTP
 * @param httpsPort of HTTPS
 * @param keys made for this machine; absent when {@code TRADEPOST_TLS_KEYSTORE} names the user's own
 */
record PublicEndpoint(int port, int httpsPort, Optional<TlsKeys> keys) {

    static final String KEYSTORE_VARIABLE = "TRADEPOST_TLS_KEYSTORE";

    String httpUrl() {
        return "http://127.0.0.1:" + port;
    }

    String httpsUrl() {
        return "https://127.0.0.1:" + httpsPort;
    }

    /** The certificate to trust, where it is one of our own making. */
    String certificate() {
        return keys.map(own -> own.certificate().toString()).orElse(null);
    }

    /** What the server with the gateway, and no other, must know. */
    Map<String, String> variables() {
        return keys.map(own -> Map.of(
                        "TRADEPOST_PUBLIC_HTTPS_PORT",
                        Integer.toString(httpsPort),
                        KEYSTORE_VARIABLE,
                        own.keystore().toString(),
                        "TRADEPOST_TLS_KEYSTORE_PASSWORD",
                        own.password()))
                .orElseGet(() -> Map.of("TRADEPOST_PUBLIC_HTTPS_PORT", Integer.toString(httpsPort)));
    }
}
