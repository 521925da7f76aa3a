package org.tradepost.gateway.reporting.control;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.tradepost.gateway.reporting.control.RefusalReports.Report;
import org.tradepost.gateway.reporting.control.RefusalReports.Undelivered;
import org.tradepost.shared.identity.ServiceTokens;
import org.tradepost.shared.rest.Json;

/** The users service writes the report down. */
public final class UsersAuditLog implements RefusalReports.Recipient {

    private static final Logger LOG = Logger.getLogger(UsersAuditLog.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client;
    private final String endpoint;
    private final ServiceTokens ownTokens;

    /**
     * @param users base URL of the users service
     * @param ownTokens with which the gateway shows that it may report
     */
    public UsersAuditLog(HttpClient client, String users, ServiceTokens ownTokens) {
        this.client = client;
        this.endpoint = users + "/internal/audit/refusals";
        this.ownTokens = ownTokens;
    }

    @Override
    public void take(Report report) throws Undelivered, InterruptedException {
        try {
            String own = ownTokens.current();
            ContentResponse answer = client.newRequest(endpoint)
                    .tag("users audit")
                    .method(HttpMethod.POST)
                    .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .headers(fields -> fields.put(HttpHeader.AUTHORIZATION, "Bearer " + own)
                            .put(HttpHeader.ACCEPT, "*/*"))
                    .body(new StringRequestContent("application/json", Json.write(report)))
                    .send();
            judge(answer.getStatus(), own);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new Undelivered(e);
        }
    }

    private void judge(int status, String own) throws Undelivered {
        if (status == 401) {
            ownTokens.drop(own);
        }
        if (status == 400 || status == 422) {
            // Trying again would change nothing, and keep all later ones from being told.
            LOG.log(Level.WARNING, "users does not take a report of refusals, which is lost: {0}", status);
        } else if (status != 204) {
            throw new Undelivered("users answered " + status);
        }
    }
}
