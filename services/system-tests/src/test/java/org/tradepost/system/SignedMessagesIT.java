package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SigningClient;
import org.tradepost.shared.signing.SigningKey;
import org.tradepost.system.Shop.Customer;

/** Signed messages, by our own client, by an implementation that is not ours, and by the documented commands. */
@Tag("deployment")
@Tag("either-mode")
class SignedMessagesIT {

    private static final Pattern RECIPE = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    @Test
    void partnersSignWhatTheyAskAndKnowWhoAnswers() throws Exception {
        Customer partner = Shop.customer();
        String token = Shop.logIn(partner.email(), Shop.PASSWORD);
        SigningKey key = registered(partner, SignatureAlgorithm.ECDSA_P256_SHA256, false);
        SigningClient client = client(key);

        SigningClient.Answer profile =
                client.send("GET", "/api/v1/profile", Map.of("Authorization", bearer(token)), null);
        assertThat(profile.status()).isEqualTo(200);
        assertThat(Api.JSON.readTree(profile.body()).path("id").asText()).isEqualTo(partner.id());

        JsonNode data =
                Api.JSON.valueToTree(Map.of("type", "order", "order", Shop.order("tok_ok", Shop.product(1_250, 5), 2)));
        JsonNode answer = client.secure(data);
        assertThat(answer.path("status").asInt()).isEqualTo(201);
        assertThat(answer.path("order").path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(Shop.orders(partner)).isEqualTo(1);
    }

    @Test
    void whoMustSignIsRefusedWithoutUntilTheKeyIsRevoked() throws Exception {
        Customer partner = Shop.customer();
        String token = Shop.logIn(partner.email(), Shop.PASSWORD);
        SigningKey key = registered(partner, SignatureAlgorithm.ED25519, true);
        Answer refused = Eventually.answer(() -> partner.api().get("/api/v1/orders"), answer -> answer.status() == 401);
        assertThat(refused.text("code")).isEqualTo("SIGNATURE_REQUIRED");

        Map<String, String> headers = Map.of("Authorization", bearer(token));
        assertThat(client(key).send("GET", "/api/v1/orders", headers, null).status())
                .isEqualTo(200);
        assertThat(client(key)
                        .send("DELETE", "/api/v1/signing-keys/" + key.keyId(), headers, null)
                        .status())
                .isEqualTo(204);
        Eventually.get(partner.api(), "/api/v1/orders", answer -> true);
    }

    @Test
    void anIndependentImplementationSignsForUsAndVerifiesOurAnswers(@TempDir Path scratch) throws Exception {
        Customer partner = Shop.customer();

        String output = NodeScript.in(scratch)
                .run("sign.mjs", gateway().toString(), Shop.logIn(partner.email(), Shop.PASSWORD));

        List<JsonNode> results = new ArrayList<>();
        for (String line : output.lines().filter(line -> line.startsWith("{")).toList()) {
            results.add(Api.JSON.readTree(line));
        }
        assertThat(results).hasSize(2).allSatisfy(result -> {
            // An order without lines reached its service, and was refused there.
            assertThat(result.path("status").asInt()).isEqualTo(422);
            assertThat(result.path("authentic").asBoolean()).isTrue();
            assertThat(result.path("digest").asBoolean()).isTrue();
            assertThat(result.path("code").asText()).isEqualTo("SIGNATURE_REPLAYED");
        });
    }

    @Test
    void theDocumentedCommandsMakeAnEnvelope(@TempDir Path scratch) throws Exception {
        Matcher recipe = RECIPE.matcher(Files.readString(Deployment.project().resolve("docs/signing.md")));
        assertThat(recipe.find()).isTrue();
        Customer partner = Shop.customer();

        String answer = NodeScript.output(
                scratch,
                Map.of(
                        "GATEWAY", gateway().toString(),
                        "TOKEN", Shop.logIn(partner.email(), Shop.PASSWORD)),
                "bash",
                "-euo",
                "pipefail",
                "-c",
                recipe.group(1));

        String json = answer.substring(answer.indexOf('{'));
        assertThat(Api.JSON
                        .readTree(json)
                        .path("data")
                        .path("echo")
                        .path("text")
                        .asText())
                .isEqualTo("hello");
    }

    private static SigningKey registered(Customer partner, SignatureAlgorithm algorithm, boolean required) {
        SigningKey made = SigningKey.generate(algorithm, null);
        String id = partner.api()
                .post(
                        "/api/v1/signing-keys",
                        Map.of(
                                "name",
                                "till",
                                "publicKey",
                                made.publicKey().toJwk(null).toJSONObject(),
                                "algorithm",
                                algorithm.registeredName(),
                                "required",
                                required))
                .expect(201)
                .text("id");
        return new SigningKey(id, algorithm, made.privateKey(), made.publicKey());
    }

    private static SigningClient client(SigningKey key) {
        return new SigningClient(HttpClient.newHttpClient(), gateway(), key);
    }

    private static URI gateway() {
        return Deployment.get().url();
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }
}
