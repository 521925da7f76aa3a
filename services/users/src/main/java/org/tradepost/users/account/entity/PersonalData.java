package org.tradepost.users.account.entity;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * What a person tells about themselves. Age, phone and avatar may be absent ({@code null}). None of it ever leaves this
 * service in an event.
 */
public record PersonalData(
        Email email, FullName name, Age age, PhoneNumber phone, AvatarUrl avatar, Preferences preferences) {

    public PersonalData {
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(preferences, "preferences");
    }

    /** The names of the parts in which this differs from {@code other}. */
    public Set<String> differencesFrom(PersonalData other) {
        Set<String> changed = new LinkedHashSet<>();
        note(changed, "email", email, other.email);
        note(changed, "name", name, other.name);
        note(changed, "age", age, other.age);
        note(changed, "phone", phone, other.phone);
        note(changed, "avatar", avatar, other.avatar);
        note(changed, "preferences", preferences, other.preferences);
        return changed;
    }

    private static void note(Set<String> changed, String part, Object mine, Object theirs) {
        if (!Objects.equals(mine, theirs)) {
            changed.add(part);
        }
    }
}
