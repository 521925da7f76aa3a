package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Does the commands of one type. */
interface CommandHandler {

    /** Part of the API; never changed or used for something else. */
    String type();

    /**
     * Refuses fields that this type cannot have, before the command is accepted.
     *
     * @throws org.tradepost.shared.problem.ProblemException or what else the HTTP boundary answers with 400 or 422
     */
    void check(ObjectNode fields);

    /** Whether {@link #run} happens in the transaction in which the command ends. Without it, doing it twice must do no harm. */
    boolean isTransactional();

    /**
     * @return what is shown to whoever asks
     * @throws org.tradepost.shared.problem.ProblemException when it cannot be done and trying again would not help
     */
    JsonNode run(ClaimedCommand command);
}
