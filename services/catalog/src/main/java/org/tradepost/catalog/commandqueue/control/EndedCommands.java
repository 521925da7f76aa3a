package org.tradepost.catalog.commandqueue.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.tradepost.shared.database.ExpirySweep;

/** Keeps the log of commands from growing without end. */
@ApplicationScoped
public class EndedCommands extends ExpirySweep {

    @Inject
    CommandLog log;

    public EndedCommands() {
        super("commands", Duration.ofMinutes(10));
    }

    @Override
    protected int removeExpired() {
        return log.removeOld();
    }
}
