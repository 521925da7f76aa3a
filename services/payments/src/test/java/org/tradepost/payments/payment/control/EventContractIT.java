package org.tradepost.payments.payment.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradepost.payments.testing.PaymentsFixture.pounds;
import static org.tradepost.payments.testing.PaymentsFixture.terms;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tradepost.payments.testing.PaymentsFixture;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.testkit.EventSchemas;

/** What goes out is what {@code contracts/events} promises, event by event, and nothing is promised that never goes out. */
class EventContractIT {
    @Test
    void everyEventKeepsItsSchemaAndEverySchemaHasItsEvent() {
        EventSchemas schemas = EventSchemas.own();
        everyKindOfEvent().forEach(schemas::assertKept);
        schemas.assertAllTried();
    }

    @Test
    void aSchemaRefusesWhatItDoesNotKnow() {
        EventSchemas schemas = EventSchemas.own();
        String payload = everyKindOfEvent().get(0);
        String withMore = payload.replace("\"data\":{", "\"data\":{\"token\":\"tok_ok\",");
        String withLess = payload.replace("\"specversion\":\"1.0\",", "");

        assertThatThrownBy(() -> schemas.assertKept(withMore)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> schemas.assertKept(withLess)).isInstanceOf(AssertionError.class);
    }

    @Test
    void eventsNameNeitherPayerNorToken() {
        assertThat(everyKindOfEvent())
                .noneMatch(payload -> payload.contains("tok_"))
                .noneMatch(payload -> payload.contains(terms("tok_ok").userId().toString()));
    }

    private static List<String> everyKindOfEvent() {
        PaymentsFixture fixture = new PaymentsFixture();
        UUID paid = fixture.paidOrder();
        fixture.refund.refund(paid, "r1", pounds(1));
        fixture.refund.refund(paid, "r2", pounds(2597));
        UUID declined = Ids.newId();
        fixture.capture.capture(declined, terms("tok_declined"));
        UUID voided = Ids.newId();
        fixture.voiding.voidPayment(voided);
        return Stream.of(paid, declined, voided)
                .flatMap(order -> fixture.payloads(order).stream())
                .toList();
    }
}
