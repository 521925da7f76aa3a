package org.tradepost.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens that nobody should believe out of one that everybody should: RFC 8725 and the attacks that it answers. */
final class TokenForge {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final String RS256 = "SHA256withRSA";
    private static final long A_WHILE = 600;
    private static final int LONGER_THAN_ANY_TOKEN = 8 * 1024;

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final String[] parts;
    private final String keyId;
    private final String header;
    private final String claims;

    /** @param genuine an access token of a user who is no administrator */
    TokenForge(String genuine) throws Exception {
        parts = genuine.split("\\.");
        header = text(parts[0]);
        claims = text(parts[1]);
        keyId = JWSHeader.parse(header).getKeyID();
    }

    String keyId() {
        return keyId;
    }

    /** Tokens that can be made without our private key, by what is wrong with each. */
    Map<String, String> withoutOurKey(RSAKey ours) throws Exception {
        tokens.clear();
        RSAKey foreign = new RSAKeyGenerator(2048).keyID(keyId).generate();
        String signature = "." + parts[2];
        add("garbage", "not.a.token");
        add("nothing", "");
        add("foreign key", signed(foreign, header, claims));
        add("foreign and expired", signed(foreign, header, with(body -> body.put("exp", now() - A_WHILE))));
        add("genuine signature, life prolonged", parts[0] + "." + part(replaced("\"exp\":", "\"exp\":9")) + signature);
        add(
                "genuine signature, role changed",
                parts[0] + "." + part(replaced("[\"user\"]", "[\"admin\"]")) + signature);
        add("cut signature", parts[0] + "." + parts[1] + signature.substring(0, signature.length() - 8));
        add("no signature", parts[0] + "." + parts[1] + ".");
        add("no third part", parts[0] + "." + parts[1]);
        add("a fourth part", parts[0] + "." + parts[1] + signature + ".x");
        for (String algorithm : new String[] {"none", "nOnE", "NONE", "", "rs256", "RS257"}) {
            String unsigned = part(headerWith(member -> member.put("alg", algorithm))) + "." + parts[1];
            add("alg '" + algorithm + "' unsigned", unsigned + ".");
            add("alg '" + algorithm + "' with a genuine signature", unsigned + signature);
        }
        byte[] publicKey = ours.toRSAPublicKey().getEncoded();
        add("HS256 under our public key", macced(publicKey));
        add("HS256 under our public key as PEM", macced(pem(publicKey)));
        add("HS256 under our public key as JWK", macced(ours.toJSONString().getBytes(StandardCharsets.UTF_8)));
        add("HS256 under an empty file", macced(new byte[1]));
        foreignHeaders(foreign);
        return Map.copyOf(tokens);
    }

    /** Headers that say where to find a key, which is not to be believed. */
    private void foreignHeaders(RSAKey foreign) throws Exception {
        Map<String, String> strangeKeyIds = Map.of(
                "a path", "../../../../../../dev/null",
                "SQL", keyId + "' OR '1'='1",
                "SQL union", "x' UNION SELECT jwe FROM signing_key--",
                "a URL", "http://127.0.0.1:1/keys",
                "JNDI", "${jndi:ldap://127.0.0.1:1/a}",
                "nothing", "",
                "very long", "k".repeat(LONGER_THAN_ANY_TOKEN / 2),
                "a NUL", keyId + "\u0000",
                "line breaks", keyId + "\r\nX-Injected: 1");
        for (Map.Entry<String, String> strange : strangeKeyIds.entrySet()) {
            add(
                    "kid is " + strange.getKey(),
                    signed(foreign, headerWith(member -> member.put("kid", strange.getValue())), claims));
        }
        add("no kid", signed(foreign, headerWith(member -> member.remove("kid")), claims));
        add("kid is a number", signed(foreign, headerWith(member -> member.put("kid", 1)), claims));
        for (String member : new String[] {"jku", "x5u"}) {
            add(member, signed(foreign, headerWith(at -> at.put(member, "http://127.0.0.1:1/keys")), claims));
        }
        add(
                "jwk",
                signed(
                        foreign,
                        headerWith(at -> at.putPOJO("jwk", foreign.toPublicJWK().toJSONObject())),
                        claims));
        add("x5c", signed(foreign, headerWith(at -> at.putArray("x5c").add("MIIB")), claims));
    }

    /** The same user's token as our own key would sign it anew: good, which shows that the others are refused for what is wrong. */
    String good(RSAKey privateKey) throws Exception {
        return signed(privateKey, header, with(body -> body.put("jti", "another")));
    }

    /** Tokens that our own key has signed and that are wrong all the same. */
    Map<String, String> withOurKey(RSAKey key) throws Exception {
        tokens.clear();
        wrong(key, "wrong aud", body -> body.put("aud", "another"));
        wrong(key, "aud of several others", body -> body.putArray("aud")
                .add("another")
                .add("TRADEPOST"));
        wrong(key, "wrong iss", body -> body.put("iss", "https://issuer.example"));
        wrong(
                key,
                "iss with a slash more",
                body -> body.put("iss", body.path("iss").asText() + "/"));
        wrong(key, "expired", body -> body.put("exp", now() - 31));
        wrong(key, "expired long ago", body -> body.put("exp", 1));
        wrong(key, "expiry before 1970", body -> body.put("exp", -1));
        wrong(key, "expiry in words", body -> body.put("exp", "tomorrow"));
        wrong(key, "not valid yet", body -> body.put("nbf", now() + A_WHILE));
        wrong(key, "issued in the future", body -> body.put("iat", now() + A_WHILE));
        for (String claim : new String[] {"exp", "iat", "sub", "jti", "aud", "iss", "client_id"}) {
            wrong(key, "no " + claim, body -> body.remove(claim));
        }
        wrong(key, "sub of nobody", body -> body.put("sub", "' OR '1'='1"));
        wrong(key, "oversized", body -> body.put("padding", "x".repeat(LONGER_THAN_ANY_TOKEN)));
        for (String again : new String[] {"\"roles\":[\"admin\"]", "\"exp\":9999999999", "\"aud\":\"tradepost\""}) {
            add("twice " + again, signed(key, header, claims.replaceFirst("}$", "," + again + "}")));
        }
        add("a header member twice", signed(key, header.replaceFirst("}$", ",\"kid\":\"" + keyId + "\"}"), claims));
        add("no object", signed(key, header, "[" + claims + "]"));
        add("no JSON", signed(key, header, claims + "}"));
        for (String type : new String[] {"JWT", "id+jwt", ""}) {
            add("typ '" + type + "'", signed(key, headerWith(member -> member.put("typ", type)), claims));
        }
        add("no typ", signed(key, headerWith(member -> member.remove("typ")), claims));
        add(
                "critical extension",
                signed(key, headerWith(at -> at.putArray("crit").add("exp")), claims));
        for (String algorithm : new String[] {"rs256", "Rs256", "RS256 "}) {
            add("alg '" + algorithm + "'", signed(key, headerWith(member -> member.put("alg", algorithm)), claims));
        }
        add("RS512", signed("SHA512withRSA", key, headerWith(member -> member.put("alg", "RS512")), claims));
        return Map.copyOf(tokens);
    }

    private void wrong(RSAKey key, String what, Consumer<ObjectNode> change) throws Exception {
        add(what, signed(key, header, with(change)));
    }

    private void add(String what, String token) {
        if (tokens.put(what, token) != null) {
            throw new IllegalStateException("twice: " + what);
        }
    }

    private String with(Consumer<ObjectNode> change) throws Exception {
        return changed(claims, change);
    }

    private String headerWith(Consumer<ObjectNode> change) throws Exception {
        return changed(header, change);
    }

    private static String changed(String json, Consumer<ObjectNode> change) throws Exception {
        ObjectNode node = (ObjectNode) Api.JSON.readTree(json);
        change.accept(node);
        return node.toString();
    }

    private String replaced(String part, String otherwise) {
        String changed = claims.replace(part, otherwise);
        if (changed.equals(claims)) {
            throw new IllegalStateException("not in the token: " + part);
        }
        return changed;
    }

    private String macced(byte[] secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        String content = part(headerWith(member -> member.put("alg", "HS256"))) + "." + parts[1];
        return content + "." + URL.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String signed(RSAKey key, String header, String claims) throws Exception {
        return signed(RS256, key, header, claims);
    }

    private static String signed(String algorithm, RSAKey key, String header, String claims) throws Exception {
        String content = part(header) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key.toRSAPrivateKey());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pem(byte[] key) {
        return ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String part(String json) {
        return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
