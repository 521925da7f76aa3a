package org.tradepost.users.account.boundary;

import java.util.function.Consumer;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.AvatarUrl;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.LanguageTag;
import org.tradepost.users.account.entity.PhoneNumber;
import org.tradepost.users.account.entity.TimeZoneName;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.password.entity.NewPassword;

/** The domain types that a text in a request can be checked against; each knows its own rule and how to word it. */
public enum DomainRule {
    EMAIL(Email::new),
    FULL_NAME(FullName::new),
    PHONE_NUMBER(PhoneNumber::new),
    AVATAR_URL(AvatarUrl::given),
    TIME_ZONE(TimeZoneName::new),
    LANGUAGE(LanguageTag::new),
    NEW_PASSWORD(NewPassword::new),
    ROLE(Role::of),
    STATUS(UserStatus::of);

    private final Consumer<String> check;

    DomainRule(Consumer<String> check) {
        this.check = check;
    }

    /** @throws IllegalArgumentException whose message says what the text must be */
    void check(String text) {
        check.accept(text);
    }
}
