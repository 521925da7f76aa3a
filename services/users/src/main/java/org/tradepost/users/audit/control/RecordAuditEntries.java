package org.tradepost.users.audit.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditRecord;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.EventHandler;
import org.tradepost.shared.rest.Json;

/** Takes the entries of all services into the list, each in the transaction that records its event. */
@ApplicationScoped
public class RecordAuditEntries implements EventHandler {

    @Inject
    AuditChain chain;

    @Inject
    AuditAddresses addresses;

    @Override
    public Set<String> topics() {
        return Set.of(AuditRecord.TOPIC);
    }

    @Override
    public Set<String> types() {
        return Set.of(AuditRecord.TYPE);
    }

    /** The entry is kept as it was told, fields that are not known here included. */
    @Override
    public void handle(CloudEvent event) {
        AuditRecord record = read(event);
        if (!chain.append(event.data().get("entry"))) {
            return;
        }
        if (record.origin() != null) {
            addresses.keep(record);
        }
        if (record.entry().action().equals(AuditAction.USER_ERASED.dotted())) {
            addresses.erase(record.entry().object().id());
        }
    }

    private static AuditRecord read(CloudEvent event) {
        JsonNode data = event.data();
        if (data == null || !data.path("entry").isObject()) {
            throw new IllegalArgumentException("an audit event without data.entry: " + event.id());
        }
        try {
            AuditRecord record = Json.tolerant().treeToValue(data, AuditRecord.class);
            AuditRecord.Entry entry = record.entry();
            if (!event.id().equals(entry.id())
                    || entry.time() == null
                    || entry.actor() == null
                    || entry.action() == null) {
                throw new IllegalArgumentException("an audit entry without id, time, actor or action: " + event.id());
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an audit entry: " + event.id(), e);
        }
    }
}
