package org.tradepost.orders.ordering.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.orders.ordering.boundary.SalesReportResponse.CurrencyTotal;
import org.tradepost.orders.ordering.boundary.SalesReportResponse.Total;
import org.tradepost.orders.ordering.control.SalesFigures;
import org.tradepost.orders.ordering.control.SalesQuery;
import org.tradepost.orders.ordering.control.SalesQuery.Grouping;
import org.tradepost.orders.ordering.control.SalesReport;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;

class SalesReportResourceTest {

    private static final SalesQuery EVERYTHING = new SalesQuery(Grouping.COUNTRY, null, null, null, null);

    @Test
    void datesMeanTheirStartInUtcAndInstantsWhatTheySay() {
        SalesQuery query = SalesReportResource.query("day", "2010-12-01", "2010-12-01T02:00:00+01:00", "import", "GBP");

        assertThat(query)
                .isEqualTo(new SalesQuery(
                        Grouping.DAY,
                        Instant.parse("2010-12-01T00:00:00Z"),
                        Instant.parse("2010-12-01T01:00:00Z"),
                        "import",
                        "GBP"));
        assertThat(SalesReportResource.query("country", null, null, null, null)).isEqualTo(EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2010-13-01", "2010-12-01T00:00:00", "+12010-12-01T00:00:00Z", "1291161600"})
    void whatIsNoTimeIsMalformed(String time) {
        assertRefused(CommonError.MALFORMED_REQUEST, "day", time, null, null, null);
        assertRefused(CommonError.MALFORMED_REQUEST, "day", null, time, null, null);
    }

    @Test
    void timesBackToFrontUnknownGroupingsAndCurrenciesAreInvalid() {
        assertRefused(CommonError.VALIDATION_ERROR, "day", "2010-12-02", "2010-12-01", null, null);
        assertRefused(CommonError.VALIDATION_ERROR, null, null, null, null, null);
        assertRefused(CommonError.VALIDATION_ERROR, "week", null, null, null, null);
        assertRefused(CommonError.VALIDATION_ERROR, "DAY", null, null, null, null);
        assertRefused(CommonError.VALIDATION_ERROR, "day", null, null, "", null);
        assertRefused(CommonError.VALIDATION_ERROR, "day", null, null, null, "gbp");
    }

    @Test
    void amountsOfOneCurrencyAreTotalled() {
        SalesReportResponse shown = SalesReportResponse.of(
                new SalesReport(EVERYTHING, List.of(), List.of(new SalesFigures("GBP", 2, 5, 1000, 250))));

        assertThat(shown.total()).isEqualTo(new Total(2, 5, 1000L, 250L, 750L, "GBP"));
        assertThat(shown.totals()).isNull();
    }

    @Test
    void amountsOfSeveralCurrenciesAreNeverAddedUp() {
        SalesReportResponse shown = SalesReportResponse.of(new SalesReport(
                EVERYTHING,
                List.of(),
                List.of(new SalesFigures("EUR", 1, 1, 300, 0), new SalesFigures("GBP", 2, 5, 1000, 250))));

        assertThat(shown.total()).isEqualTo(new Total(3, 6, null, null, null, null));
        assertThat(shown.totals())
                .containsExactly(
                        new CurrencyTotal("EUR", 1, 1, 300, 0, 300), new CurrencyTotal("GBP", 2, 5, 1000, 250, 750));
    }

    @Test
    void nothingSoldIsATotalOfZero() {
        SalesReportResponse shown = SalesReportResponse.of(new SalesReport(EVERYTHING, List.of(), List.of()));

        assertThat(shown.total()).isEqualTo(new Total(0, 0, 0L, 0L, 0L, null));
    }

    private static void assertRefused(
            ErrorCode code, String by, String from, String to, String channel, String currency) {
        assertThatThrownBy(() -> SalesReportResource.query(by, from, to, channel, currency))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(code));
    }
}
