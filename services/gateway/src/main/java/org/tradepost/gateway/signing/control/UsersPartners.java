package org.tradepost.gateway.signing.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.http.HttpMethod;
import org.tradepost.gateway.signing.entity.PartnerKey;
import org.tradepost.gateway.users.control.UsersInternal;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.signing.VerificationKey;

/** Asks the users service. */
public final class UsersPartners implements Partners {

    /** A revoked key is refused everywhere within this time. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(30);

    private static final int MOST_KNOWN = 10_000;
    private static final int LARGEST_ANSWER = 4 << 20;

    private final UsersInternal users;
    private final Cache<UUID, Optional<PartnerKey>> keys = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(KNOWN_FOR)
            .build();

    public UsersPartners(UsersInternal users) {
        this.users = users;
    }

    @Override
    public Optional<PartnerKey> find(UUID key) {
        Optional<PartnerKey> known = keys.getIfPresent(key);
        if (known == null) {
            ContentResponse answer = ask(HttpMethod.GET, "/signing-keys/" + key, null, 200, 404);
            known = answer.getStatus() == 404 ? Optional.empty() : Optional.of(key(json(answer)));
            keys.put(key, known);
        }
        return known;
    }

    @Override
    public Set<UUID> requiredSigners() {
        Set<UUID> owners = new HashSet<>();
        json(ask(HttpMethod.GET, "/signing-keys/required-owners", null, 200))
                .path("owners")
                .forEach(owner -> owners.add(UUID.fromString(owner.asText())));
        return owners;
    }

    @Override
    public boolean claim(UUID key, String nonce) {
        Map<String, Object> body = Map.of("keyId", key, "nonce", nonce);
        return ask(HttpMethod.POST, "/nonces", body, 204, 409).getStatus() == 204;
    }

    @Override
    public String tokenFor(UUID key) {
        return json(ask(HttpMethod.POST, "/signing-keys/" + key + "/token", null, 200))
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

    private ContentResponse ask(HttpMethod method, String path, Object body, Integer... understood) {
        try {
            ContentResponse answer = users.ask(method, path, body);
            if (List.of(understood).contains(answer.getStatus())) {
                return answer;
            }
            throw unavailable();
        } catch (UsersInternal.Unavailable e) {
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
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
