package org.tradepost.users.account.boundary;

import java.time.Instant;
import java.util.UUID;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.account.entity.PersonalData;

/** What a shop front shows of a user: name, picture and how to address them. */
public record ProfileResponse(UUID id, String name, String avatar, PreferencesBody preferences, Instant createdAt) {

    static ProfileResponse of(AccountView account) {
        PersonalData data = account.personalData();
        return new ProfileResponse(
                account.id().value(),
                data.name().value(),
                data.avatar() == null ? null : data.avatar().value(),
                PreferencesBody.of(data.preferences()),
                account.createdAt());
    }

    @Override
    public String toString() {
        return "ProfileResponse[" + id + "]";
    }
}
