package org.tradepost.users.personaldata.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.session.control.SessionList;
import org.tradepost.users.session.entity.KeptSession;

/** The person's logins as a part of the export, without their refresh tokens. */
@ApplicationScoped
public class SessionRecords implements PersonalRecords {

    @Inject
    SessionList sessions;

    @Override
    public String part() {
        return "sessions";
    }

    @Override
    public Some read(UserId person, String cursor) {
        Page<KeptSession> page = sessions.page(person.value(), PageRequest.of(LIMIT, cursor, SessionList.CURSOR_KEYS));
        return new Some(page.items(), page.nextCursor());
    }
}
