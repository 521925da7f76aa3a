package org.tradepost.users.account.boundary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.tradepost.users.account.entity.Age;
import org.tradepost.users.account.entity.AvatarUrl;
import org.tradepost.users.account.entity.PersonalData;

/** New personal data in version 2: as in version 1, and the avatar is replaced too. */
public record UpdateRequestV2(
        @Conforms(DomainRule.EMAIL) String email,
        @NotNull @Conforms(DomainRule.FULL_NAME) String name,
        @Min(Age.MIN) @Max(Age.MAX) Long age,
        @Conforms(DomainRule.PHONE_NUMBER) String phone,
        @Valid PreferencesBody preferences,
        @Conforms(DomainRule.AVATAR_URL) String avatar) {

    PersonalData over(PersonalData current) {
        PersonalData first = new UpdateRequest(email, name, age, phone, preferences).over(current);
        AvatarUrl picture = avatar == null ? null : new AvatarUrl(avatar);
        return new PersonalData(first.email(), first.name(), first.age(), first.phone(), picture, first.preferences());
    }

    @Override
    public String toString() {
        return "UpdateRequestV2[hidden]";
    }
}
