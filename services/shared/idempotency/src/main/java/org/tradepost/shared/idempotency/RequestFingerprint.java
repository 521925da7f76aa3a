package org.tradepost.shared.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.tradepost.shared.rest.Json;

/** What makes two requests the same: the operation and the content of the body, whatever its white space or order of fields. */
public final class RequestFingerprint {

    private RequestFingerprint() {}

    /**
     * @param operation method and path, e.g. {@code POST /api/v1/users}
     * @param body the request record as it was read; may be null
     */
    public static byte[] of(String operation, Object body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(operation.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(Json.write(body).getBytes(StandardCharsets.UTF_8));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
