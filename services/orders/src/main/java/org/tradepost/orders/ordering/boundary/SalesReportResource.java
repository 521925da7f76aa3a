package org.tradepost.orders.ordering.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.tradepost.orders.ordering.control.SalesQuery;
import org.tradepost.orders.ordering.control.SalesReports;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;

/** The sales report. */
@RequestScoped
@Path("/api/v1/reports/sales")
@Produces(MediaType.APPLICATION_JSON)
@RequiresPermission(Permissions.REPORT_READ)
public class SalesReportResource {

    @Inject
    SalesReports reports;

    @GET
    public SalesReportResponse sales(
            @QueryParam("by") String by,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("channel") String channel,
            @QueryParam("currency") String currency) {
        return SalesReportResponse.of(reports.sales(query(by, from, to, channel, currency)));
    }

    static SalesQuery query(String by, String from, String to, String channel, String currency) {
        Instant start = QueryParameters.instant("from", from);
        Instant end = QueryParameters.instant("to", to);
        if (start != null && end != null && end.isBefore(start)) {
            throw QueryParameters.invalid("to", "must not be before from");
        }
        return new SalesQuery(
                QueryParameters.grouping(by),
                start,
                end,
                QueryParameters.text("channel", channel),
                QueryParameters.currency(currency));
    }
}
