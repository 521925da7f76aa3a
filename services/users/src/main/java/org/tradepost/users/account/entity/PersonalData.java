package org.tradepost.users.account.entity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a person tells about themselves. Age, phone and avatar may be absent ({@code null}). None of it ever leaves this
 * service in an event.
 */
public record PersonalData(
        Email email, FullName name, Age age, PhoneNumber phone, AvatarUrl avatar, Preferences preferences) {

    private static final String PRODUCT = "tradepost";
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

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

    /** Words that somebody who knows the person or the shop tries first in a password. */
    public Set<String> knownWords() {
        String local = email.value().substring(0, email.value().indexOf('@'));
        Set<String> words = new LinkedHashSet<>(List.of(PRODUCT, local));
        words.addAll(List.of(BETWEEN_WORDS.split(local)));
        words.addAll(List.of(BETWEEN_WORDS.split(name.value())));
        return words;
    }

    private static void note(Set<String> changed, String part, Object mine, Object theirs) {
        if (!Objects.equals(mine, theirs)) {
            changed.add(part);
        }
    }
}
