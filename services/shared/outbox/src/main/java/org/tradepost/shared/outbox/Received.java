package org.tradepost.shared.outbox;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.tradepost.shared.rest.Json;

/**
 * An event as it arrived: where, and what it says or why it cannot be read.
 *
 * @param offset position in the partition
 * @param key the message's key, which order is kept by; null when it has none
 * @param payload what arrived, as text that a database takes
 * @param exact Base64 of what arrived where {@code payload} is not exactly that, otherwise null
 * @param event null when it cannot be read
 * @param unreadable why it cannot be read, without a word of what it says; null when it can
 */
public record Received(
        String topic,
        int partition,
        long offset,
        String key,
        String payload,
        String exact,
        CloudEvent event,
        String unreadable) {

    /** Kafka's own limit of a message. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_NAME = 256;
    /** What keys and types of ours are made of; anything else may be personal data and is known by its digest. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._:\\-]{1,128}");

    private static final char NUL = '\0';
    private static final char REPLACEMENT = '\uFFFD';

    /**
     * Reads a message, whatever is in it.
     *
     * @param key null for none
     * @param value null for none
     */
    static Received of(String topic, int partition, long offset, byte[] key, byte[] value) {
        byte[] bytes = value == null ? new byte[0] : value;
        String strict = strict(bytes);
        String text = strict == null ? new String(bytes, StandardCharsets.UTF_8) : strict;
        String payload = text.replace(NUL, REPLACEMENT);
        String exact = payload.equals(strict) ? null : Base64.getEncoder().encodeToString(bytes);
        String name = key == null ? null : name(key);
        CloudEvent event = null;
        String unreadable = null;
        if (key == null) {
            unreadable = "no key";
        } else if (bytes.length > MAX_BYTES) {
            unreadable = "more than " + MAX_BYTES + " bytes";
        } else if (exact != null) {
            unreadable = "not text in UTF-8";
        } else {
            try {
                event = Json.tolerant().readValue(payload, CloudEvent.class);
                unreadable = lacking(event);
            } catch (JsonProcessingException e) {
                JsonLocation at = e.getLocation();
                unreadable = "not a CloudEvent" + (at == null ? "" : ", character " + at.getCharOffset());
            }
        }
        return new Received(
                topic, partition, offset, name, payload, exact, unreadable == null ? event : null, unreadable);
    }

    /** The same message, read again: a later version may understand it. */
    Received again() {
        byte[] bytes = exact == null
                ? payload.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(exact);
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return of(topic, partition, offset, keyBytes, bytes);
    }

    private static String lacking(CloudEvent event) {
        if (event == null || event.id() == null || event.type() == null || event.subject() == null) {
            return "not a CloudEvent: id, type or subject is missing";
        }
        return CODE.matcher(event.type()).matches() && isName(event.subject())
                ? null
                : "not a CloudEvent of ours: type or subject";
    }

    private static boolean isName(String text) {
        return text.length() <= MAX_NAME && text.indexOf(NUL) < 0;
    }

    private static String name(byte[] key) {
        String text = strict(key);
        if (text != null && CODE.matcher(text).matches()) {
            return text;
        }
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String strict(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
