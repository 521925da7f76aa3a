package org.tradepost.users.account.entity;

import java.time.zone.ZoneRulesProvider;
import java.util.Objects;

/** A time zone of the IANA database, such as Europe/Madrid. */
public record TimeZoneName(String value) {

    public TimeZoneName {
        Objects.requireNonNull(value, "value");
        // Not ZoneId.getAvailableZoneIds(): that copies six hundred names at every call.
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(value)) {
            throw new IllegalArgumentException("must be an IANA time zone, such as Europe/Madrid");
        }
    }
}
