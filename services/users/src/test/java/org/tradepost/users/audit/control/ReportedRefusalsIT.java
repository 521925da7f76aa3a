package org.tradepost.users.audit.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.ClientAddress;
import org.tradepost.shared.audit.Refusals;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.audit.boundary.RefusalReport;
import org.tradepost.users.audit.entity.AuditEntry;

/** From the gateway's report, as it comes in, to the list that administrators read. */
class ReportedRefusalsIT {

    private static final UUID KEY = UUID.randomUUID();
    private static final String REFUSAL = "{\"time\":\"2026-03-01T12:00:00.123Z\",\"action\":\"signature.refused\","
            + "\"code\":\"SIGNATURE_REPLAYED\",\"keyId\":\"" + KEY
            + "\",\"address\":\"203.0.113.7\",\"requestId\":\"r-1\",\"traceId\":\"0af7651916cd43dd8448eb211c80319c\"}";

    private Jdbi jdbi;
    private RecordReportedRefusals record;

    @BeforeEach
    void open() {
        jdbi = TestPostgres.start().database("users").jdbi();
        record = new RecordReportedRefusals();
        record.audit = new AuditTrail(
                "users", new OutboxWriter(jdbi, "users"), new Refusals(), new CallerContext(), new ClientAddress());
    }

    @Test
    void aReportIsReadInTheLogAsTheGatewaysOwn() throws Exception {
        RefusalReport report = report("{\"refusals\":[" + REFUSAL + "],\"more\":{\"api-key.refused\":990}}");
        record.execute(report.refusals(), report.more());

        List<AuditEntry> newestFirst = log();
        assertThat(newestFirst).hasSize(2);
        AuditEntry counted = newestFirst.get(0);
        assertThat(counted.entry().actor()).isEqualTo("several");
        assertThat(counted.entry().details()).isEqualTo(Map.of("more", 990));
        AuditEntry refused = newestFirst.get(1);
        assertThat(refused.address()).isEqualTo("203.0.113.7");
        assertThat(refused.entry().service()).isEqualTo("gateway");
        assertThat(refused.entry().actor()).isEqualTo("anonymous");
        assertThat(refused.entry().time()).isEqualTo("2026-03-01T12:00:00.123Z");
        assertThat(refused.entry().object().id()).isEqualTo(KEY.toString());
        assertThat(refused.entry().outcome()).isEqualTo("refused");
        assertThat(refused.entry().code()).isEqualTo("SIGNATURE_REPLAYED");
        assertThat(refused.entry().requestId()).isEqualTo("r-1");
    }

    @Test
    void nothingButTheGatewaysOwnRefusalsCanBeReported() throws Exception {
        for (String forged : List.of("order.refunded", "login.succeeded", "made.up")) {
            RefusalReport report =
                    report("{\"refusals\":[" + REFUSAL.replace("signature.refused", forged) + "],\"more\":{}}");
            RefusalReport counted = report("{\"refusals\":[" + REFUSAL + "],\"more\":{\"" + forged + "\":1}}");
            for (RefusalReport one : List.of(report, counted)) {
                assertThatExceptionOfType(ProblemException.class)
                        .isThrownBy(() -> record.execute(one.refusals(), one.more()))
                        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(CommonError.VALIDATION_ERROR));
            }
        }
        assertThat(log()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, ada@example.com, address",
        "r-1, tp_live_x y, requestId",
        "SIGNATURE_REPLAYED, because, code",
        "0af7651916cd43dd8448eb211c80319c, none, traceId"
    })
    void freeTextIsRefused(String good, String bad, String field) {
        assertThatThrownBy(() -> report("{\"refusals\":[" + REFUSAL.replace(good, bad) + "],\"more\":{}}"))
                .hasMessageContaining(field + " is missing or not of its form");
    }

    private static RefusalReport report(String json) throws JsonProcessingException {
        return Json.mapper().readValue(json, RefusalReport.class);
    }

    /** What the topic would bring to the list. */
    private List<AuditEntry> log() {
        RecordAuditEntries handler = new RecordAuditEntries();
        handler.chain = new AuditChain(jdbi);
        handler.addresses = new AuditAddresses(jdbi, 90);
        jdbi.withHandle(handle -> handle.createQuery("SELECT payload FROM outbox ORDER BY id")
                        .mapTo(String.class)
                        .list())
                .forEach(payload -> handler.handle(event(payload)));
        AuditFilter everything = new AuditFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new AuditLog(jdbi)
                .page(everything, PageRequest.of(100L, null, AuditLog.CURSOR_KEYS))
                .items();
    }

    private static CloudEvent event(String payload) {
        try {
            return Json.tolerant().readValue(payload, CloudEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
