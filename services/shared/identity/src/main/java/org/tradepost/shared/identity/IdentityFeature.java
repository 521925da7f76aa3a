package org.tradepost.shared.identity;

import java.util.Set;
import org.tradepost.shared.rest.RestFeatures;

/** Puts authentication in front of every resource of a service that has this library. */
public class IdentityFeature implements RestFeatures.Contribution {

    @Override
    public Set<Class<?>> providers() {
        return Set.of(AuthenticationFilter.class, PermissionAfterReading.class);
    }
}
