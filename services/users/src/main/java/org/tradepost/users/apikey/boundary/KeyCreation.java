package org.tradepost.users.apikey.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.control.CreateKey;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.IssuedKey;

/** Makes a key of a request, whoever it is for. */
@ApplicationScoped
public class KeyCreation {

    @Inject
    CreateKey createKey;

    Response execute(UserId owner, CreateKeyRequest request) {
        Instant now = Instant.now();
        IssuedKey issued = createKey.execute(
                owner,
                KeyFields.name(request.name()),
                Optional.ofNullable(request.permissions()).map(KeyFields::permissions),
                request.expiresAt() == null
                        ? now.plus(ApiKey.LONGEST_LIFE)
                        : KeyFields.expiry(request.expiresAt(), now),
                request.requestsPerMinute() == null
                        ? ApiKey.DEFAULT_REQUESTS_PER_MINUTE
                        : KeyFields.limit(request.requestsPerMinute()));
        return shown(
                        Response.status(Response.Status.CREATED)
                                .header(
                                        HttpHeaders.LOCATION,
                                        "/api/v1/api-keys/" + issued.key().id()),
                        issued)
                .build();
    }

    /** An answer that shows a secret, which no cache may keep. */
    static Response.ResponseBuilder shown(Response.ResponseBuilder answer, IssuedKey issued) {
        return answer.entity(KeyResponse.of(issued))
                .header("ETag", EntityTags.of(issued.key().version()))
                .header("Cache-Control", "no-store");
    }
}
