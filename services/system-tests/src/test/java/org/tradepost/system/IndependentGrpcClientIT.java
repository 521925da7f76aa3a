package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.system.Shop.Customer;

/** gRPC of users as {@code @grpc/grpc-js} speaks it, which shares no code with the server. */
@Tag("local")
class IndependentGrpcClientIT {

    @Test
    void readsAUserIsRefusedAndFollowsActivity(@TempDir Path scratch) throws Exception {
        Customer customer = Shop.customer();
        customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", Shop.product(1_000, 5), 1))
                .expect(201);

        String output = NodeScript.in(scratch)
                .run(
                        "users.mjs",
                        Deployment.get().platform().installation().state().usersGrpc(),
                        Deployment.project()
                                .resolve("services/users/contracts/grpc")
                                .toString(),
                        Shop.logIn(customer.email(), Shop.PASSWORD),
                        customer.id(),
                        "2");

        List<JsonNode> answers = new ArrayList<>();
        for (String line : output.lines().filter(line -> line.startsWith("{")).toList()) {
            answers.add(Api.JSON.readTree(line));
        }
        assertThat(answers).hasSize(4);
        assertThat(answers.get(0).path("email").asText()).isEqualTo(customer.email());
        assertThat(answers.get(1).path("refused").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answers.get(2).path("refused").asText()).isEqualTo("UNAUTHENTICATED");
        assertThat(answers.get(3).path("activity"))
                .extracting(JsonNode::asText)
                .containsExactly("ORDER_PLACED", "ORDER_CONFIRMED");
        assertThat(answers.get(3).path("ended").asText()).isEqualTo("CANCELLED");
    }
}
