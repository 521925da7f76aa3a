package org.tradepost.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class OpeningHoursTest {

    @Test
    void whoComesTooLateIsSentAwayAndNoServiceHearsOfIt() throws Exception {
        try (StubService service = new StubService();
                RunningGateway gateway = new RunningGateway(RunningGateway.allAt(service))) {
            gateway.admission(() -> {
                throw new ProblemException(CommonError.SERVICE_UNAVAILABLE, "stopping").header("Retry-After", "1");
            });
            Answer answer = RawClient.get(gateway.port(), "/api/v1/products");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.head().header("Retry-After")).hasValue("1");
            assertThat(answer.body()).contains("SERVICE_UNAVAILABLE");
            assertThat(service.seen).isEmpty();
        }
    }
}
