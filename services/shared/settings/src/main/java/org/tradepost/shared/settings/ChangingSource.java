package org.tradepost.shared.settings;

import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A source whose values may change while the process runs. All of them change together, and stay as they were while it cannot be read.
 * Names are those of properties or of environment variables.
 */
abstract class ChangingSource implements ConfigSource, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ChangingSource.class.getName());

    private final String name;
    private final int ordinal;
    private volatile Map<String, String> values = Map.of();
    private volatile String trouble;

    ChangingSource(String name, int ordinal) {
        this.name = name;
        this.ordinal = ordinal;
    }

    /** Begins to wait for changes, for sources that are told. */
    void begin(Runnable changed) {}

    /** Looks again, for sources that are not told. */
    boolean look() {
        return false;
    }

    @Override
    public void close() {}

    final Map<String, String> values() {
        return values;
    }

    /** @return whether that is another */
    final boolean take(Map<String, String> read) {
        if (trouble != null) {
            LOG.info(() -> "settings can be read again from " + name);
            trouble = null;
        }
        boolean other = !read.equals(values);
        values = Map.copyOf(read);
        return other;
    }

    /** Said once, until it can be read again. */
    final void failed(String why) {
        if (trouble == null) {
            LOG.warning(() -> "settings cannot be read from " + name + ", they stay as they are: " + why);
        }
        trouble = why;
    }

    final SettingsReport.SourceState state() {
        return new SettingsReport.SourceState(name, trouble == null, trouble);
    }

    @Override
    public final Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public final int getOrdinal() {
        return ordinal;
    }

    @Override
    public final String getValue(String property) {
        Map<String, String> now = values;
        String value = now.get(property);
        return value != null ? value : now.get(Setting.variable(property));
    }

    @Override
    public final String getName() {
        return name;
    }
}
