package org.tradepost.users.account.boundary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.tradepost.users.account.entity.Age;
import org.tradepost.users.account.entity.AvatarUrl;
import org.tradepost.users.account.entity.PersonalData;

/** A registration in version 2: version 1 and an avatar. */
public record RegisterRequestV2(
        @NotNull @Conforms(DomainRule.EMAIL) String email,
        @NotNull @Conforms(DomainRule.NEW_PASSWORD) String password,
        @NotNull @Conforms(DomainRule.FULL_NAME) String name,
        @Min(Age.MIN) @Max(Age.MAX) Long age,
        @Conforms(DomainRule.PHONE_NUMBER) String phone,
        @Valid PreferencesBody preferences,
        @Conforms(DomainRule.AVATAR_URL) String avatar) {

    PersonalData personalData() {
        PersonalData first = new RegisterRequest(email, password, name, age, phone, preferences).personalData();
        AvatarUrl picture = avatar == null ? null : new AvatarUrl(avatar);
        return new PersonalData(first.email(), first.name(), first.age(), first.phone(), picture, first.preferences());
    }

    /** The same with something else in place of the password, for comparing requests without keeping passwords. */
    RegisterRequestV2 withPassword(String replacement) {
        return new RegisterRequestV2(email, replacement, name, age, phone, preferences, avatar);
    }

    @Override
    public String toString() {
        return "RegisterRequestV2[hidden]";
    }
}
