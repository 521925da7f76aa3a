package org.tradepost.users.account.entity;

import java.util.Objects;

/** How a user wants to be addressed. */
public record Preferences(boolean emailNotifications, TimeZoneName timeZone, LanguageTag language) {

    public static final Preferences DEFAULT = new Preferences(true, new TimeZoneName("UTC"), new LanguageTag("en"));

    public Preferences {
        Objects.requireNonNull(timeZone, "timeZone");
        Objects.requireNonNull(language, "language");
    }
}
