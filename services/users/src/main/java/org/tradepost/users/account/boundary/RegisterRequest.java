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
import org.tradepost.users.account.entity.Preferences;

/** A registration in version 1. It has no field for role, status or id, so none can be asked for. */
public record RegisterRequest(
        @NotNull @Conforms(DomainRule.EMAIL) String email,
        @NotNull @Conforms(DomainRule.NEW_PASSWORD) String password,
        @NotNull @Conforms(DomainRule.FULL_NAME) String name,
        @Min(Age.MIN) @Max(Age.MAX) Long age,
        @Conforms(DomainRule.PHONE_NUMBER) String phone,
        @Valid PreferencesBody preferences) {

    PersonalData personalData() {
        return new PersonalData(
                new Email(email),
                new FullName(name),
                age == null ? null : new Age(Math.toIntExact(age)),
                phone == null ? null : new PhoneNumber(phone),
                null,
                preferences == null ? Preferences.DEFAULT : preferences.over(Preferences.DEFAULT));
    }

    /** The same with something else in place of the password, for comparing requests without keeping passwords. */
    RegisterRequest withPassword(String replacement) {
        return new RegisterRequest(email, replacement, name, age, phone, preferences);
    }

    @Override
    public String toString() {
        return "RegisterRequest[hidden]";
    }
}
