package org.tradepost.gateway.reporting.control;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpMethod;
import org.tradepost.gateway.reporting.control.RefusalReports.Report;
import org.tradepost.gateway.reporting.control.RefusalReports.Undelivered;
import org.tradepost.gateway.users.control.UsersInternal;

/** The users service writes the report down. */
public final class UsersAuditLog implements RefusalReports.Recipient {

    private static final Logger LOG = Logger.getLogger(UsersAuditLog.class.getName());

    private final UsersInternal users;

    public UsersAuditLog(UsersInternal users) {
        this.users = users;
    }

    @Override
    public void take(Report report) throws Undelivered, InterruptedException {
        try {
            judge(users.ask(HttpMethod.POST, "/audit/refusals", report).getStatus());
        } catch (UsersInternal.Unavailable e) {
            throw new Undelivered(e);
        }
    }

    private static void judge(int status) throws Undelivered {
        if (status == 400 || status == 422) {
            // Trying again would change nothing, and keep all later ones from being told.
            LOG.log(Level.WARNING, "users does not take a report of refusals, which is lost: {0}", status);
        } else if (status != 204) {
            throw new Undelivered("users answered " + status);
        }
    }
}
