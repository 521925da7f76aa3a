package org.tradepost.gateway.signing.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.tradepost.gateway.signing.entity.PartnerKey;
import org.tradepost.shared.identity.ServiceTokens;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.signing.VerificationKey;

/** Asks the users service. */
public final class UsersPartners implements Partners {

    /** A revoked key is refused everywhere within this time. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_KNOWN = 10_000;
    private static final int LARGEST_ANSWER = 4 << 20;

    private final HttpClient client;
    private final String users;
    private final ServiceTokens ownTokens;
    private final Cache<UUID, Optional<PartnerKey>> keys = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(KNOWN_FOR)
            .build();

    public UsersPartners(HttpClient client, String users, ServiceTokens ownTokens) {
        this.client = client;
        this.users = users;
        this.ownTokens = ownTokens;
    }

    @Override
    public Optional<PartnerKey> find(UUID key) {
        Optional<PartnerKey> known = keys.getIfPresent(key);
        if (known == null) {
            ContentResponse answer = ask(HttpMethod.GET, "/internal/signing-keys/" + key, null, 200, 404);
            known = answer.getStatus() == 404 ? Optional.empty() : Optional.of(key(json(answer)));
            keys.put(key, known);
        }
        return known;
    }

    @Override
    public Set<UUID> requiredSigners() {
        Set<UUID> owners = new HashSet<>();
        json(ask(HttpMethod.GET, "/internal/signing-keys/required-owners", null, 200))
                .path("owners")
                .forEach(owner -> owners.add(UUID.fromString(owner.asText())));
        return owners;
    }

    @Override
    public boolean claim(UUID key, String nonce) {
        String body = Json.write(Map.of("keyId", key, "nonce", nonce));
        return ask(HttpMethod.POST, "/internal/nonces", body, 204, 409).getStatus() == 204;
    }

    @Override
    public String tokenFor(UUID key) {
        return json(ask(HttpMethod.POST, "/internal/signing-keys/" + key + "/token", null, 200))
                .path("accessToken")
                .asText();
    }

    private static PartnerKey key(JsonNode json) {
        return new PartnerKey(
                UUID.fromString(json.path("id").asText()),
                UUID.fromString(json.path("ownerId").asText()),
                VerificationKey.read(json.path("publicKey").toString()),
                json.path("usable").asBoolean());
    }

    private ContentResponse ask(HttpMethod method, String path, String body, int... understood) {
        try {
            String token = ownTokens.current();
            ContentResponse answer = send(method, path, body, token);
            if (answer.getStatus() == 401) {
                ownTokens.drop(token);
                answer = send(method, path, body, ownTokens.current());
            }
            for (int status : understood) {
                if (answer.getStatus() == status) {
                    return answer;
                }
            }
            throw unavailable();
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private ContentResponse send(HttpMethod method, String path, String body, String token)
            throws InterruptedException, ExecutionException, TimeoutException {
        Request request = client.newRequest(users + path)
                .method(method)
                .tag("users")
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .headers(fields -> fields.put(HttpHeader.AUTHORIZATION, "Bearer " + token)
                        .put(HttpHeader.ACCEPT, "application/json"));
        if (body != null) {
            request.body(new BytesRequestContent(
                    "application/json", body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        return request.send();
    }

    private static JsonNode json(ContentResponse answer) {
        try {
            if (answer.getContent().length > LARGEST_ANSWER) {
                throw unavailable();
            }
            return Json.tolerant().readTree(answer.getContent());
        } catch (IOException e) {
            throw unavailable();
        }
    }

    private static ProblemException unavailable() {
        return new ProblemException(CommonError.SERVICE_UNAVAILABLE, "Signatures cannot be checked at the moment")
                .header("Retry-After", "2");
    }
}
