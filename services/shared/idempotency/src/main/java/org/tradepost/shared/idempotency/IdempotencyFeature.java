package org.tradepost.shared.idempotency;

import java.util.Set;
import org.tradepost.shared.rest.RestFeatures;

/** Registers the check of {@link RequiresIdempotencyKey}. */
public class IdempotencyFeature implements RestFeatures.Contribution {

    @Override
    public Set<Class<?>> providers() {
        return Set.of(IdempotencyKeyFilter.class);
    }
}
