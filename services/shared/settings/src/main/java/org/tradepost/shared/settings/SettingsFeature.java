package org.tradepost.shared.settings;

import java.util.Set;
import org.tradepost.shared.rest.RestFeatures;

/** Every service that has this library says on its internal door how it is set. */
public class SettingsFeature implements RestFeatures.Contribution {

    @Override
    public Set<Class<?>> providers() {
        return Set.of(SettingsResource.class);
    }
}
