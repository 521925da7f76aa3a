package org.tradepost.users.personaldata.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.tradepost.shared.resilience.ClientGuards;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.personaldata.control.PersonalRecords;

/** A person's orders as a part of the export. */
@ApplicationScoped
public class OrderRecords implements PersonalRecords {

    @Inject
    @RestClient
    OrdersApi orders;

    @Inject
    ClientGuards guards;

    @Override
    public String part() {
        return "orders";
    }

    @Override
    public Some read(UserId person, String cursor) {
        return RemotePages.read(
                guards.of("orders"), part(), () -> orders.orders(person.value(), RemotePages.LIMIT, cursor));
    }
}
