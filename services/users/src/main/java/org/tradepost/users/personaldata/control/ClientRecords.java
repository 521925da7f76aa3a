package org.tradepost.users.personaldata.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.oauth.control.ClientStore;

/** The OAuth clients that act for the person as a part of the export, without their secrets. */
@ApplicationScoped
public class ClientRecords implements PersonalRecords {

    @Inject
    ClientStore clients;

    @Override
    public String part() {
        return "clients";
    }

    /** Clients are registered by hand, so one page holds them. */
    @Override
    public Some read(UserId person, String cursor) {
        return new Some(clients.ownedBy(person.value()), null);
    }
}
