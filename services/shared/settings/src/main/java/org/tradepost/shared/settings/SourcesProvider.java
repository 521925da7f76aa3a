package org.tradepost.shared.settings;

import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/** Gives MicroProfile Config the sources of this application; each application of a server has its own. */
public final class SourcesProvider implements ConfigSourceProvider {

    private static final class Once {
        static final Sources SOURCES = new Sources(System::getenv);
    }

    static Sources sources() {
        return Once.SOURCES;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ClassLoader forClassLoader) {
        return List.copyOf(sources().all());
    }
}
