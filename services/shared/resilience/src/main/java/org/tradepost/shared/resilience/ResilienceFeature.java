package org.tradepost.shared.resilience;

import java.util.Set;
import org.tradepost.shared.rest.RestFeatures;

/** Gives every service that has this library deadlines, and says how its calls go. */
public class ResilienceFeature implements RestFeatures.Contribution {

    @Override
    public Set<Class<?>> providers() {
        return Set.of(AnswerWritten.class, DeadlineFilter.class, ResilienceResource.class);
    }
}
