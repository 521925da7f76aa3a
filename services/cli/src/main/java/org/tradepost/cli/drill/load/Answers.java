package org.tradepost.cli.drill.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.tradepost.client.http.ApiFailure;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiResponse;
import org.tradepost.client.http.ApiSession;

/** Makes a buyer's calls and reads what the answers allow to conclude, by the API's contract alone. */
final class Answers {
    private final int buyer;
    private final ApiSession session;
    private final History history;

    Answers(int buyer, ApiSession session, History history) {
        this.buyer = buyer;
        this.session = session;
        this.history = history;
    }

    /** Asks for what is intended, once. */
    Call ask(Intent intent, int waitSeconds) {
        Call call =
                send(intent.kind().action(), intent.marker(), request(intent).waiting(waitSeconds));
        intent.add(call);
        return call;
    }

    /** Asks for something else under the key of an intent; it is not the intent that is asked for. */
    Call askOther(Intent intent, byte[] otherBody) {
        return send(
                "other-body",
                intent.marker(),
                ApiRequest.postBytes(intent.path(), otherBody).withKey(intent.key()));
    }

    /** Reads an order of the buyer's own. */
    Call read(String order) {
        return send("read", null, ApiRequest.get("/api/v1/orders/" + order));
    }

    private static ApiRequest request(Intent intent) {
        ApiRequest request = intent.body() == null
                ? ApiRequest.post(intent.path())
                : ApiRequest.postBytes(intent.path(), intent.body());
        return request.withKey(intent.key());
    }

    private Call send(String action, String marker, ApiRequest request) {
        long at = history.now();
        Call call;
        try {
            call = answered(action, marker, at, session.send(request));
        } catch (IOException e) {
            call = call(action, marker, at, 0, e.getClass().getSimpleName(), Outcome.UNKNOWN, null, null, null);
        } catch (ApiFailure noToken) {
            // The token had run out, or was refused, and no new one could be had: nothing was asked for.
            call = call(action, marker, at, 0, "NO_TOKEN", Outcome.REFUSED, null, null, null);
        }
        history.add(call);
        return call;
    }

    private Call answered(String action, String marker, long at, ApiResponse response) {
        JsonNode body = response.json();
        String code = body.path("code").asText("");
        boolean refund = action.equals(Intent.Kind.REFUND.action()) && response.isSuccess();
        String order = text(body, response.isSuccess() && !refund ? "id" : "orderId");
        String status = text(body, response.isSuccess() ? "status" : "orderStatus");
        return call(
                action,
                marker,
                at,
                response.status(),
                code,
                outcome(response, code),
                order,
                refund ? null : status,
                refund ? text(body, "id") : null);
    }

    /**
     * A 4xx of ours is a refusal; one without a code comes from somewhere on the way. 503 promises that nothing was begun. A
     * request in flight and any other 5xx leave open what happened.
     */
    static Outcome outcome(ApiResponse response, String code) {
        if (response.isSuccess()) {
            return Outcome.OK;
        }
        boolean inFlight = code.equals("REQUEST_IN_FLIGHT");
        boolean refused = response.status() < 500 || response.status() == 503;
        return refused && !code.isEmpty() && !inFlight ? Outcome.REFUSED : Outcome.UNKNOWN;
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).isTextual() ? body.path(field).asText() : null;
    }

    private Call call(
            String action,
            String marker,
            long at,
            int status,
            String code,
            Outcome outcome,
            String order,
            String orderStatus,
            String refund) {
        return new Call(
                buyer, action, marker, at, history.now() - at, status, code, outcome, order, orderStatus, refund);
    }
}
