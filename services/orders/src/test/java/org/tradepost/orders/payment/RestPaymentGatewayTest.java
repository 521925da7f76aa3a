package org.tradepost.orders.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.checkout.entity.Outcome;
import org.tradepost.orders.participant.Answer;

class RestPaymentGatewayTest {

    private final ObjectNode body =
            JsonNodeFactory.instance.objectNode().put("id", UUID.randomUUID().toString());

    @Test
    void aPaymentThatTheProviderDoesNotKnowNeverArrived() {
        assertThat(RestPaymentGateway.queried(new Answer(200, body.put("status", "PENDING"))))
                .isEqualTo(new Outcome.NotFound());
        assertThat(RestPaymentGateway.queried(new Answer(404, body.put("code", "NOT_FOUND"))))
                .isEqualTo(new Outcome.NotFound());
    }

    @Test
    void whatTheProviderDidNotSayStaysUnknown() {
        assertThat(RestPaymentGateway.queried(new Answer(503, body.put("code", "PROVIDER_UNAVAILABLE"))))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(RestPaymentGateway.queried(new Answer(404, body.put("code", "SOMETHING_ELSE"))))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(RestPaymentGateway.paid(new Answer(202, body.put("status", "PENDING"))))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void whatWasCapturedIsFound() {
        assertThat(RestPaymentGateway.queried(new Answer(200, body.put("status", "CAPTURED"))))
                .isInstanceOf(Outcome.Captured.class);
    }
}
