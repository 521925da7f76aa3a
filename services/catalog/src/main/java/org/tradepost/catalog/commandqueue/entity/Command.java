package org.tradepost.catalog.commandqueue.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * A command that was accepted.
 *
 * @param fields what it says beside its type
 * @param attempts how often it was begun
 * @param result what it came to; null unless it is done
 * @param failure why it failed or was rejected; else null
 * @param endedAt null while it waits
 */
public record Command(
        UUID id,
        String queue,
        String type,
        JsonNode fields,
        CommandState state,
        int attempts,
        JsonNode result,
        String failure,
        Instant acceptedAt,
        Instant endedAt) {}
