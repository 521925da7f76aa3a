package org.tradepost.users.personaldata.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.tradepost.shared.resilience.ClientGuards;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.personaldata.control.PersonalRecords;

/** A person's payments as a part of the export. */
@ApplicationScoped
public class PaymentRecords implements PersonalRecords {

    @Inject
    @RestClient
    PaymentsApi payments;

    @Inject
    ClientGuards guards;

    @Override
    public String part() {
        return "payments";
    }

    @Override
    public Some read(UserId person, String cursor) {
        return RemotePages.read(
                guards.of("payments"), part(), () -> payments.payments(person.value(), RemotePages.LIMIT, cursor));
    }
}
