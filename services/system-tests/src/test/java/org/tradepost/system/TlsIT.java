package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.cli.platform.PlatformState;

/** The HTTPS port, as clients see it that trust the certificate {@code up} made, and no other. */
@Tag("deployment")
class TlsIT {

    private static PlatformState state() {
        return Deployment.get().platform().installation().state();
    }

    private static SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (InputStream pem = Files.newInputStream(Path.of(state().gatewayCertificate()))) {
            trusted.setCertificateEntry(
                    "gateway", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static HttpResponse<String> get(String protocol, URI target) throws Exception {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting())
                .sslParameters(parameters)
                .build()) {
            return client.send(HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void answersComeByTlsWhoseCertificateIsForThisMachine(String protocol) throws Exception {
        URI https = URI.create(state().gatewayHttpsUrl());
        HttpResponse<String> answer = get(protocol, https.resolve("/api/v1/products?limit=1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        HttpResponse<String> byName =
                get(protocol, URI.create("https://localhost:" + https.getPort() + "/api/v1/products?limit=1"));
        assertThat(byName.statusCode()).isEqualTo(200);
        assertThat(byName.headers().firstValue("Strict-Transport-Security"))
                .as("for every program on localhost")
                .isEmpty();
        assertThat(Api.anonymous().get("/api/v1/products?limit=1").headers().firstValue("Strict-Transport-Security"))
                .as("by plain HTTP")
                .isEmpty();
    }

    /** The JDK has switched the old versions off itself, so this client says hello by hand: TLS 1.1, any cipher it ever had. */
    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302})
    void olderVersionsAreRefused(int version) throws Exception {
        byte[] hello = {
            0x16,
            3,
            1,
            0,
            49,
            1,
            0,
            0,
            45,
            (byte) (version >> 8),
            (byte) version,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            19,
            20,
            21,
            22,
            23,
            24,
            25,
            26,
            27,
            28,
            29,
            30,
            31,
            32,
            0,
            0,
            6,
            (byte) 0xC0,
            0x13,
            (byte) 0xC0,
            0x09,
            0,
            0x2F,
            1,
            0
        };
        URI https = URI.create(state().gatewayHttpsUrl());
        try (Socket socket = new Socket(https.getHost(), https.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(hello);
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(answer.length == 0 || answer[0] == 0x15)
                    .as("nothing, or an alert: %s", answer)
                    .isTrue();
        }
    }

    @Test
    void weakCiphersAreRefused() throws Exception {
        URI https = URI.create(state().gatewayHttpsUrl());
        try (SSLSocket socket =
                (SSLSocket) trusting().getSocketFactory().createSocket(https.getHost(), https.getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void plainHttpOnTheTlsPortIsRefusedAndAStrangersCertificateIsNoticed() throws Exception {
        URI https = URI.create(state().gatewayHttpsUrl());
        try (Socket socket = new Socket(https.getHost(), https.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer;
            try {
                answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (IOException reset) {
                answer = "";
            }
            assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("tradepost", "http/1.1 200");
        }
        try (HttpClient distrusting = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(https).build();
            assertThatThrownBy(() -> distrusting.send(request, HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }
}
