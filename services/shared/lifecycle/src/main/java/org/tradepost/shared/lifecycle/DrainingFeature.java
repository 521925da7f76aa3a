package org.tradepost.shared.lifecycle;

import java.util.Set;
import org.tradepost.shared.rest.RestFeatures;

/** Registers {@link DrainingFilter}. */
public class DrainingFeature implements RestFeatures.Contribution {

    @Override
    public Set<Class<?>> providers() {
        return Set.of(DrainingFilter.class);
    }
}
