package org.tradepost.gateway.caching.control;

import java.time.Duration;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * An answer to be kept, or that there is none.
 *
 * @param fields that a client may see; null when there is none
 * @param body never changed
 * @param askedAt when the service was asked for it, by {@link System#nanoTime}; how fresh it is counts from there
 * @param freshFor how long it may be given without asking again
 */
public record StoredAnswer(HttpFields fields, byte[] body, long askedAt, Duration freshFor) {

    private static final byte[] NOTHING = {};
    private static final int FIELD_BYTES = 32;

    static StoredAnswer none(long askedAt) {
        return new StoredAnswer(null, NOTHING, askedAt, Duration.ZERO);
    }

    public boolean isForKeeping() {
        return fields != null;
    }

    boolean isFresh(long now) {
        return now - askedAt < freshFor.toNanos();
    }

    /** Three quarters of its time are over: somebody had better ask again before it all is, so that nobody has to wait then. */
    boolean isAgeing(long now) {
        return now - askedAt > freshFor.toNanos() / 4 * 3;
    }

    /** The entity tag; null without one. */
    public String tag() {
        return fields == null ? null : fields.get(HttpHeader.ETAG);
    }

    /** Whole seconds since the service was asked, together with the age the answer had then (RFC 9111, section 4.2.3). */
    public long age(long now) {
        long before = Math.max(0, fields.getLongField(HttpHeader.AGE));
        return before + Duration.ofNanos(now - askedAt).toSeconds();
    }

    /** The same body under the fields of a 304, where that has any (RFC 9111, section 3.2). */
    HttpFields updatedBy(HttpFields notModified) {
        HttpFields.Mutable updated = HttpFields.build(fields);
        notModified.forEach(field -> {
            if (!field.getLowerCaseName().startsWith("content-")) {
                updated.put(field);
            }
        });
        return updated;
    }

    int bytes() {
        int bytes = body.length;
        if (fields != null) {
            for (HttpField field : fields) {
                bytes += FIELD_BYTES
                        + field.getName().length()
                        + field.getValue().length();
            }
        }
        return bytes;
    }
}
