package org.tradepost.shared.lifecycle;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether this service drains. */
@ApplicationScoped
public class Draining {

    @Inject
    @ConfigProperty(name = DrainSwitch.SETTING)
    Optional<String> file;

    private DrainSwitch drain;

    @PostConstruct
    void open() {
        drain = new DrainSwitch(file.map(Path::of)).watch();
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
}
