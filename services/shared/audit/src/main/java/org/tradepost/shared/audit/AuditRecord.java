package org.tradepost.shared.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.outbox.OutboxEvent;
import org.tradepost.shared.rest.Correlation;

/**
 * The data of an audit event: the entry, which is kept for good, and the address it came from, which can be erased. The entry has
 * a salted digest of the address only; without the salt, which goes when the address goes, nobody can find the address by trying.
 *
 * @param entry what enters the hash chain
 * @param origin null when no address is known
 */
public record AuditRecord(Entry entry, Origin origin) {

    public static final String TOPIC = "tradepost.audit";
    public static final String TYPE = "tradepost.audit.entry-recorded.v1";

    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Always with milliseconds, so that times as text sort like times. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * @param id UUIDv7, also the event's id
     * @param time when, UTC with milliseconds
     * @param service where
     * @param outcome {@code succeeded} or {@code refused}
     * @param code why it was refused; absent after success
     * @param addressDigest hexadecimal SHA-256 of salt and address; absent when no address is known
     */
    public record Entry(
            UUID id,
            String time,
            String service,
            String actor,
            String client,
            String session,
            String onBehalfOf,
            String action,
            Thing object,
            String outcome,
            String code,
            String addressDigest,
            String requestId,
            String traceId,
            Map<String, Object> details) {}

    /** The object of the deed. */
    public record Thing(String type, String id) {}

    /** Where the caller was. */
    public record Origin(String address, String salt) {}

    static AuditRecord of(String service, Instant time, Scene scene, Deed deed, Outcome outcome) {
        Origin origin = scene.address() == null ? null : new Origin(scene.address(), salt());
        Entry entry = new Entry(
                Ids.newId(),
                TIME.format(time),
                service,
                scene.actor(),
                scene.client(),
                scene.session(),
                deed.onBehalfOf(),
                deed.action().dotted(),
                deed.objectType() == null ? null : new Thing(deed.objectType(), deed.objectId()),
                outcome.result(),
                outcome.code(),
                origin == null ? null : digest(origin),
                scene.correlation().requestId(),
                scene.correlation().traceId(),
                deed.details().isEmpty() ? null : deed.details());
        return new AuditRecord(entry, origin);
    }

    /** The one record of refusals that were too many to be told one by one. */
    static AuditRecord counting(String service, Instant time, AuditAction action, long more) {
        return of(
                service,
                time,
                new Scene(Scene.SEVERAL, null, null, null, new Correlation(null, null)),
                Deed.of(action).with("more", more),
                new Outcome("refused", null));
    }

    /** The event that tells it. Entries are about different things at different times: each stands alone. */
    OutboxEvent toEvent() {
        String id = entry.id().toString();
        return new OutboxEvent(entry.id(), TOPIC, TYPE, id, OutboxEvent.STANDS_ALONE, this);
    }

    /** The time as entries write it. */
    public static String text(Instant time) {
        return TIME.format(time);
    }

    private static String digest(Origin origin) {
        try {
            byte[] salted = (origin.salt() + origin.address()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(salted));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String salt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }
}
