package org.tradepost.users.account.boundary;

import org.tradepost.users.account.entity.LanguageTag;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.TimeZoneName;

/** Preferences in requests, where any part may be left out, and in answers, where none is. */
public record PreferencesBody(
        Boolean emailNotifications,
        @Conforms(DomainRule.TIME_ZONE) String timeZone,
        @Conforms(DomainRule.LANGUAGE) String language) {

    static PreferencesBody of(Preferences preferences) {
        return new PreferencesBody(
                preferences.emailNotifications(),
                preferences.timeZone().value(),
                preferences.language().value());
    }

    /** These preferences; what they leave out is taken from {@code base}. */
    Preferences over(Preferences base) {
        return new Preferences(
                emailNotifications == null ? base.emailNotifications() : emailNotifications,
                timeZone == null ? base.timeZone() : new TimeZoneName(timeZone),
                language == null ? base.language() : new LanguageTag(language));
    }
}
