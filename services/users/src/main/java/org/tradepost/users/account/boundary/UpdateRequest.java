package org.tradepost.users.account.boundary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.tradepost.users.account.entity.Age;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.PhoneNumber;

/**
 * New personal data in version 1. Age and phone are replaced: left out, they are removed. E-mail address and preferences
 * always have a value: left out, they stay. So does the avatar, which this version does not know.
 */
public record UpdateRequest(
        @Conforms(DomainRule.EMAIL) String email,
        @NotNull @Conforms(DomainRule.FULL_NAME) String name,
        @Min(Age.MIN) @Max(Age.MAX) Long age,
        @Conforms(DomainRule.PHONE_NUMBER) String phone,
        @Valid PreferencesBody preferences) {

    PersonalData over(PersonalData current) {
        return new PersonalData(
                email == null ? current.email() : new Email(email),
                new FullName(name),
                age == null ? null : new Age(Math.toIntExact(age)),
                phone == null ? null : new PhoneNumber(phone),
                current.avatar(),
                preferences == null ? current.preferences() : preferences.over(current.preferences()));
    }

    @Override
    public String toString() {
        return "UpdateRequest[hidden]";
    }
}
