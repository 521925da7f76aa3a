package org.tradepost.gateway.reporting.entity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.identity.Caller;

/**
 * One refusal as it is reported. No key, token or signature is in it.
 *
 * @param action name of it in the audit log
 * @param code of the refusal, as the caller was told it
 * @param actor id of the user or client that was authenticated otherwise; null for nobody
 * @param client id of the client that the actor used; null for none
 * @param keyId the signing key that was named; null for none
 */
public record Refusal(
        Instant time,
        String action,
        String code,
        String actor,
        String client,
        UUID keyId,
        String address,
        String requestId,
        String traceId) {

    public static Refusal of(CredentialsRefused refusal, Exchange exchange, Instant now) {
        Caller caller = refusal.caller();
        return new Refusal(
                now.truncatedTo(ChronoUnit.MILLIS),
                switch (refusal.kind()) {
                    case API_KEY -> "api-key.refused";
                    case SIGNATURE -> "signature.refused";
                },
                refusal.code().name(),
                caller == null ? null : actor(caller),
                caller == null ? null : caller.clientId(),
                refusal.keyId(),
                exchange.clientAddress(),
                exchange.correlation().requestId(),
                exchange.correlation().traceId());
    }

    private static String actor(Caller caller) {
        return caller.subject() == Caller.Subject.CLIENT
                ? caller.clientId()
                : caller.userId().toString();
    }
}
