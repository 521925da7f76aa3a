package org.tradepost.shared.lifecycle;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.RequestsInFlight;

/** Whether this service drains, and how far it has come. */
@ApplicationScoped
public class Draining {

    @Inject
    @ConfigProperty(name = DrainSwitch.SETTING)
    Optional<String> file;

    @Inject
    @ConfigProperty(name = "tradepost.drain.notice", defaultValue = "PT3S")
    Duration notice;

    @Inject
    RequestsInFlight inFlight;

    private DrainSwitch drain;

    @PostConstruct
    void open() {
        drain = new DrainSwitch(file.map(Path::of), notice).watch();
    }

    /** Watches from the start, not from the first question on. */
    void onStartup(@Observes Startup event) {
        isBegun();
    }

    @PreDestroy
    void close() {
        drain.close();
    }

    public boolean isBegun() {
        return drain != null && drain.isDraining();
    }

    /** Has something done each time when draining begins. */
    public void whenBegun(Runnable action) {
        drain.whenBegun(action);
    }

    /** Whether nobody new is let in and everybody who was has an answer: the server can be stopped. */
    public boolean isOver() {
        return isRefusing() && inFlight.count() == 0;
    }

    /** @throws ProblemException 503 when it is too late to begin anything; nothing has been applied */
    public void requireOpen() {
        if (isRefusing()) {
            throw new ProblemException(CommonError.SERVICE_UNAVAILABLE, "This server is stopping; try again")
                    .header("Retry-After", "1");
        }
    }

    private boolean isRefusing() {
        return drain != null && drain.isRefusing();
    }
}
