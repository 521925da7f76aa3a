package org.tradepost.shared.health;

import java.util.Set;
import org.tradepost.shared.rest.RestFeatures;

/** Registers {@link NoDatabaseConnection}. */
public class DatabaseRefusals implements RestFeatures.Contribution {

    @Override
    public Set<Class<?>> providers() {
        return Set.of(NoDatabaseConnection.class);
    }
}
