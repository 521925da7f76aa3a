package org.tradepost.shared.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The one {@link LiveSettings} of an application, and the thread that looks for changes. */
@ApplicationScoped
public class SettingsOfApplication {

    private static final Logger LOG = Logger.getLogger(SettingsOfApplication.class.getName());

    /** Together with the two looks that a file has to be the same at: within three seconds. */
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final Semaphore wake = new Semaphore(0);
    private volatile boolean closed;

    @Produces
    @Singleton
    LiveSettings settings() {
        Config config = ConfigProvider.getConfig();
        List<Setting<?>> declared = new ArrayList<>();
        ServiceLoader.load(Declarations.class, Thread.currentThread().getContextClassLoader())
                .forEach(d -> declared.addAll(d.settings(name -> config.getOptionalValue(name, String.class))));
        LiveSettings settings = new LiveSettings(Lookup.of(config), declared, InstantSource.system());
        settings.sources(() -> SourcesProvider.sources().states());
        settings.follow(CommonSettings.LOG_LEVEL, LogLevel::apply).apply();
        return settings;
    }

    void onStartup(@Observes Startup event, LiveSettings settings) {
        Sources sources = SourcesProvider.sources();
        sources.begin(wake::release);
        Thread.ofVirtual().name("settings").start(() -> {
            while (!closed) {
                look(sources, settings);
            }
            sources.close();
        });
    }

    private void look(Sources sources, LiveSettings settings) {
        try {
            boolean told = wake.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            wake.drainPermits();
            if (sources.look() || told) {
                settings.look();
            }
        } catch (InterruptedException e) {
            closed = true;
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "changed settings could not be looked at", e);
        }
    }

    void onShutdown(@Observes Shutdown event) {
        closed = true;
        wake.release();
    }
}
