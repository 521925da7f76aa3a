package org.tradepost.shared.observability;

import java.util.Set;
import org.tradepost.shared.rest.RestFeatures;

/** Has every service that this library is part of observed. */
public class ObservabilityFeature implements RestFeatures.Contribution {

    @Override
    public Set<Class<?>> providers() {
        return Set.of(ArrivalFilter.class, ObservabilityFilter.class);
    }
}
