package org.tradepost.shared.audit;

import java.util.Set;
import org.tradepost.shared.rest.RestFeatures;

/** Makes every service that has this library tell the audit log of what it refuses. */
public class AuditFeature implements RestFeatures.Contribution {

    @Override
    public Set<Class<?>> providers() {
        return Set.of(ClientAddressFilter.class, RefusalFilter.class);
    }
}
