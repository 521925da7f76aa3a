package org.tradepost.shared.outbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * A CloudEvents 1.0 event in the JSON format.
 *
 * @param specversion always {@code 1.0}
 * @param id event id
 * @param source e.g. {@code /tradepost/orders}
 * @param type what happened
 * @param subject the aggregate's id
 * @param time when the change was made
 * @param datacontenttype always {@code application/json}
 * @param sequence extension attribute: the aggregate's version
 * @param traceparent the request that the change was made for, as in W3C Trace Context; null for none (CloudEvents, distributed tracing
 *     extension)
 * @param data the facts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CloudEvent(
        String specversion,
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        long sequence,
        String traceparent,
        JsonNode data) {}
