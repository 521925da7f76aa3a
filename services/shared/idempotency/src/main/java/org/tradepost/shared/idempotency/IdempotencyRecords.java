package org.tradepost.shared.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The table of idempotency records. Every method expects to run inside the transaction of the effect. */
@ApplicationScoped
public class IdempotencyRecords {

    /**
     * One record.
     *
     * @param requestHash fingerprint of the request that was answered
     * @param status its answer; null for a record that points to a resource
     * @param headers JSON object of headers
     * @param body JSON text
     * @param resourceId the resource that was made, for answers that show it as it is now
     */
    public record Found(byte[] requestHash, Integer status, String headers, String body, UUID resourceId) {

        /**
         * @throws ProblemException 422 when this record answers another request
         */
        public Found requireSame(byte[] fingerprint) {
            if (!Arrays.equals(requestHash, fingerprint)) {
                throw new ProblemException(
                        CommonError.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key was used with another request");
            }
            return this;
        }
    }

    private static final int MAX_KEY_LENGTH = 255;

    private final Jdbi jdbi;

    @Inject
    public IdempotencyRecords(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected IdempotencyRecords() {
        this(null);
    }

    /**
     * @throws ProblemException 400 for a key that is empty, too long or not printable ASCII
     */
    public static void requireWellFormed(String key) {
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH || !key.chars().allMatch(c -> c > 31 && c < 127)) {
            throw new ProblemException(
                    CommonError.MALFORMED_REQUEST, "Idempotency-Key must be 1 to 255 printable ASCII characters");
        }
    }

    /**
     * Keeps every other request with this key out until the transaction ends.
     *
     * @return false when such a request is being processed right now
     */
    public boolean tryLock(String caller, String key) {
        return jdbi.withHandle(h -> h.createQuery("select pg_try_advisory_xact_lock(hashtextextended(:key, 7))")
                .bind("key", caller + "\n" + key)
                .mapTo(Boolean.class)
                .one());
    }

    /** The record of a key that was used in the last 24 hours. */
    public Optional<Found> find(String caller, String key) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        select request_hash, status, headers::text as headers, body, resource_id
                        from idempotency_record
                        where caller = :caller and key = :key and created_at > now() - interval '24 hours'""")
                .bind("caller", caller)
                .bind("key", key)
                .map((r, c) -> new Found(
                        r.getBytes("request_hash"),
                        (Integer) r.getObject("status"),
                        r.getString("headers"),
                        r.getString("body"),
                        r.getObject("resource_id", UUID.class)))
                .findOne());
    }

    /** Keeps an answer. */
    public void store(
            String caller, String key, String operation, byte[] fingerprint, int status, String headers, String body) {
        jdbi.useHandle(h -> insert(h, caller, key, operation, fingerprint, status, headers, body, null));
    }

    /** Keeps which resource a request made; its answer will be the resource as it is when asked again. */
    public void storeResource(String caller, String key, String operation, byte[] fingerprint, UUID resourceId) {
        jdbi.useHandle(h -> insert(h, caller, key, operation, fingerprint, null, null, null, resourceId));
    }

    /** Removes records older than 24 hours; a scheduled job of the service calls this. */
    public int removeExpired() {
        return jdbi.withHandle(
                h -> h.execute("delete from idempotency_record where created_at < now() - interval '24 hours'"));
    }

    private static void insert(
            Handle h,
            String caller,
            String key,
            String operation,
            byte[] fingerprint,
            Integer status,
            String headers,
            String body,
            UUID resourceId) {
        h.createUpdate(
                        """
                        insert into idempotency_record
                            (caller, key, operation, request_hash, status, headers, body, resource_id)
                        values (:caller, :key, :operation, :hash, :status, cast(:headers as jsonb), :body, cast(:resource as uuid))
                        on conflict (caller, key) do update set
                            operation = excluded.operation, request_hash = excluded.request_hash,
                            status = excluded.status, headers = excluded.headers, body = excluded.body,
                            resource_id = excluded.resource_id, created_at = now()
                        where idempotency_record.created_at <= now() - interval '24 hours'""")
                .bind("caller", caller)
                .bind("key", key)
                .bind("operation", operation)
                .bind("hash", fingerprint)
                .bind("status", status)
                .bind("headers", headers)
                .bind("body", body)
                .bindByType("resource", resourceId, UUID.class)
                .execute();
    }
}
