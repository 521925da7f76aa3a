package org.tradepost.gateway.overview.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tradepost.gateway.overview.entity.Fetched;
import org.tradepost.gateway.overview.entity.Fetched.Answered;
import org.tradepost.gateway.overview.entity.Fetched.Failed;
import org.tradepost.gateway.overview.entity.Overview;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;

/** Decides what the overview is, given what the two services said. */
public final class JoinOverview {

    private JoinOverview() {}

    /** The answer to pass on instead of an overview: a refusal of the user, or of the orders where the user is unknown. */
    public static Optional<Answered> refusal(Fetched user, Fetched orders) {
        if (user instanceof Answered answered && answered.status() >= 400) {
            return Optional.of(answered);
        }
        // The user could not be asked: a caller whom orders turns away must not be told more than that.
        return user instanceof Failed && orders instanceof Answered answered && answered.status() >= 400
                ? Optional.of(answered)
                : Optional.empty();
    }

    /** Whole, or partial when one side failed; a problem when both did. */
    public static Overview join(Fetched user, Fetched orders) {
        Optional<JsonNode> userJson = json(user);
        Optional<JsonNode> ordersJson = json(orders).map(page -> page.get("items"));
        if (userJson.isEmpty() && ordersJson.isEmpty()) {
            boolean late = isLate(user) || isLate(orders);
            throw new ProblemException(
                    late ? CommonError.GATEWAY_TIMEOUT : CommonError.BAD_GATEWAY,
                    "Neither user nor orders can be read");
        }
        List<String> missing = new ArrayList<>();
        if (userJson.isEmpty()) {
            missing.add("user");
        }
        if (ordersJson.isEmpty()) {
            missing.add("orders");
        }
        return new Overview(userJson.orElse(null), ordersJson.orElse(null), !missing.isEmpty(), missing);
    }

    private static boolean isLate(Fetched fetched) {
        return fetched instanceof Failed failed && failed.late();
    }

    private static Optional<JsonNode> json(Fetched fetched) {
        if (!(fetched instanceof Answered answered) || answered.status() != 200) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.tolerant().readTree(answered.body()))
                    .filter(JsonNode::isObject);
        } catch (IOException e) {
            // An answer that is no JSON is as good as none.
            return Optional.empty();
        }
    }
}
