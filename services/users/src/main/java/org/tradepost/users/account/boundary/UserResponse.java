package org.tradepost.users.account.boundary;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.UserStatus;

/** A user as version 1 shows them. */
public record UserResponse(
        UUID id,
        String email,
        String name,
        Integer age,
        String phone,
        UserStatus status,
        SortedSet<Role> roles,
        PreferencesBody preferences,
        long version) {

    static UserResponse of(AccountView account) {
        PersonalData data = account.personalData();
        return new UserResponse(
                account.id().value(),
                data.email().value(),
                data.name().value(),
                data.age() == null ? null : data.age().years(),
                data.phone() == null ? null : data.phone().value(),
                account.status(),
                new TreeSet<>(account.roles()),
                PreferencesBody.of(data.preferences()),
                account.version());
    }

    @Override
    public String toString() {
        return "UserResponse[" + id + "]";
    }
}
