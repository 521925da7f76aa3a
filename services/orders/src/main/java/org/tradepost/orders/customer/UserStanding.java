package org.tradepost.orders.customer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import java.util.UUID;
import java.util.logging.Logger;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.tradepost.orders.checkout.control.CustomerStanding;
import org.tradepost.orders.participant.Answer;
import org.tradepost.shared.identity.OnBehalfOf;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.ClientGuards;
import org.tradepost.shared.rest.DebugLog;

/** What the users service says about a customer; with it out of reach, the valid token the order came with suffices. */
@ApplicationScoped
public class UserStanding implements CustomerStanding {
    private static final Logger LOG = Logger.getLogger(UserStanding.class.getName());

    @Inject
    @RestClient
    UsersApi users;

    @Inject
    ClientGuards guards;

    @Override
    @Timeout(3000)
    @Fallback(fallbackMethod = "tokenSuffices", skipOn = ProblemException.class)
    public boolean mayOrder(UUID user) {
        if (OnBehalfOf.current()
                .map(OnBehalfOf::caller)
                .filter(c -> !c.hasAccount())
                .isPresent()) {
            // A partner's program, or somebody of another issuer: users knows no more than the token says.
            return true;
        }
        Answer answer =
                Answer.ask(guards.of("users"), () -> users.standing(user)).requireCaller();
        if (answer.is(404, "NOT_FOUND")) {
            return false;
        }
        if (!answer.isOk()) {
            throw new ProcessingException("HTTP " + answer.status());
        }
        return answer.body().path("mayOrder").asBoolean();
    }

    boolean tokenSuffices(UUID user) {
        DebugLog.fine(LOG, () -> "users cannot be asked; the token suffices");
        return true;
    }
}
