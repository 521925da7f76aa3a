package org.tradepost.users.account.boundary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;

/** An account that an administrator opens for somebody, who will set the password. */
public record OpenAccountRequest(
        @NotNull @Conforms(DomainRule.EMAIL) String email,
        @NotNull @Conforms(DomainRule.FULL_NAME) String name,
        @Valid PreferencesBody preferences) {

    PersonalData personalData() {
        return new PersonalData(
                new Email(email),
                new FullName(name),
                null,
                null,
                null,
                preferences == null ? Preferences.DEFAULT : preferences.over(Preferences.DEFAULT));
    }

    @Override
    public String toString() {
        return "OpenAccountRequest[hidden]";
    }
}
