package org.tradepost.gateway.reporting.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.GatewayError;
import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.edge.entity.Entrance;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.reporting.control.RefusalReports.Report;
import org.tradepost.gateway.reporting.control.RefusalReports.Undelivered;
import org.tradepost.gateway.reporting.entity.Refusal;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.rest.Correlation;

class RefusalReportsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final List<Report> delivered = new ArrayList<>();
    private boolean away;
    private final RefusalReports reports = new RefusalReports(
            report -> {
                if (away) {
                    throw new Undelivered("away");
                }
                delivered.add(report);
            },
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aRefusalIsToldWithWhereItCameFromAndWhichKeyItNamed() throws Exception {
        UUID key = UUID.randomUUID();
        reports.refused(
                CredentialsRefused.signature(key, null, GatewayError.SIGNATURE_REPLAYED, "used"), from("203.0.113.7"));
        reports.deliver();

        Refusal told = delivered.get(0).refusals().get(0);
        assertThat(told)
                .isEqualTo(new Refusal(
                        Instant.parse("2026-03-01T12:00:00.123Z"),
                        "signature.refused",
                        "SIGNATURE_REPLAYED",
                        null,
                        null,
                        key,
                        "203.0.113.7",
                        "r-1",
                        "0af7651916cd43dd8448eb211c80319c"));
    }

    @Test
    void nothingIsSentWhenNothingWasRefused() throws Exception {
        reports.deliver();
        assertThat(delivered).isEmpty();
    }

    @Test
    void aFloodIsAFewRefusalsAndTheNumberOfTheOthers() throws Exception {
        flood(100_000);
        reports.deliver();
        Report report = delivered.get(0);
        assertThat(report.refusals()).hasSize(10);
        assertThat(report.more()).isEqualTo(Map.of("api-key.refused", 99_990L));
    }

    @Test
    void whileUsersIsAwayOneBatchWaitsAndTheOthersAreCounted() throws Exception {
        away = true;
        flood(3);
        reports.deliver();
        for (int second = 0; second < 100; second++) {
            flood(50);
            reports.deliver();
        }
        away = false;
        reports.deliver();
        reports.deliver();
        reports.deliver();

        assertThat(delivered).hasSize(2);
        assertThat(delivered.get(0).refusals()).hasSize(3);
        assertThat(delivered.get(1).refusals()).hasSize(10);
        assertThat(delivered.get(1).more()).isEqualTo(Map.of("api-key.refused", 4_990L));
    }

    private void flood(int refusals) {
        for (int i = 0; i < refusals; i++) {
            reports.refused(CredentialsRefused.apiKey(CommonError.UNAUTHORIZED, "no"), from("203.0.113.7"));
        }
    }

    private static Exchange from(String address) {
        return Exchange.arriving(
                "/api/v1/products",
                new Entrance(address, "https", "shop.example"),
                new Correlation("r-1", "0af7651916cd43dd8448eb211c80319c"),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }
}
