package org.tradepost.gateway.benchmark;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tradepost.shared.signing.CanonicalJson;
import org.tradepost.shared.signing.ContentDigest;
import org.tradepost.shared.signing.HttpMessage;
import org.tradepost.shared.signing.MessageSignature;
import org.tradepost.shared.signing.MessageSigner;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SignatureRules;
import org.tradepost.shared.signing.SignedEnvelope;
import org.tradepost.shared.signing.SigningKey;

/** What a signed order costs, nonces apart: {@code mvn -pl services/gateway -am -Pbenchmark -DskipTests verify}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SignatureBenchmark {

    private static final List<String> COVERED = List.of("@method", "@target-uri", "content-digest");
    private static final byte[] BODY =
            """
            {"items":[{"sku":"LAMP-1","quantity":2},{"sku":"VASE-7","quantity":1}],"channel":"web","reference":"R-2026-000123",\
            "payment":{"provider":"sandbox","token":"tok_ok"}}"""
                    .getBytes(StandardCharsets.UTF_8);

    @Param
    private SignatureAlgorithm algorithm;

    private final Clock clock = Clock.systemUTC();
    private SigningKey key;
    private MessageSigner signer;
    private HttpMessage message;
    private HttpMessage signed;
    private byte[] envelope;

    @Setup
    public void prepare() {
        key = SigningKey.generate(algorithm, "key-1");
        signer = new MessageSigner(key, "sig", clock);
        message = HttpMessage.request("POST", URI.create("https://shop.example/api/v1/orders"), Map.of())
                .with(ContentDigest.FIELD, ContentDigest.of(BODY));
        signed = signMessage();
        envelope = signEnvelope().toJson();
    }

    /** A request by RFC 9421, its digest known. */
    @Benchmark
    public HttpMessage signMessage() {
        return signer.sign(message, COVERED, MessageSigner.newNonce());
    }

    /** The digest of its body, what its signature covers and when it was made, and the signature. */
    @Benchmark
    public MessageSignature verifyMessage() {
        ContentDigest.check(signed.field(ContentDigest.FIELD), BODY);
        MessageSignature signature = MessageSignature.of(signed);
        SignatureRules.checkRequest(signature, true, clock);
        signature.verify(signed, key.publicKey());
        return signature;
    }

    /** The same body in an envelope, by RFC 8785. */
    @Benchmark
    public SignedEnvelope signEnvelope() {
        return SignedEnvelope.sign(CanonicalJson.parse(BODY), key, MessageSigner.newNonce(), clock);
    }

    @Benchmark
    public SignedEnvelope verifyEnvelope() {
        SignedEnvelope read = SignedEnvelope.read(envelope);
        read.checkFresh(clock);
        read.verify(key.publicKey());
        return read;
    }
}
