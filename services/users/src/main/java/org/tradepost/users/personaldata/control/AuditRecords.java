package org.tradepost.users.personaldata.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.audit.control.AuditFilter;
import org.tradepost.users.audit.control.AuditLog;
import org.tradepost.users.audit.entity.AuditEntry;

/** What the person did as the audit log tells it, with the addresses it was done from, as a part of the export. */
@ApplicationScoped
public class AuditRecords implements PersonalRecords {

    @Inject
    AuditLog log;

    @Override
    public String part() {
        return "audit";
    }

    @Override
    public Some read(UserId person, String cursor) {
        AuditFilter own = new AuditFilter(
                Optional.of(person.toString()), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Page<AuditEntry> page = log.page(own, PageRequest.of(LIMIT, cursor, AuditLog.CURSOR_KEYS));
        return new Some(page.items(), page.nextCursor());
    }
}
