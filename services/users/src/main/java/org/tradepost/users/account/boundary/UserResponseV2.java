package org.tradepost.users.account.boundary;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.account.entity.AvatarUrl;

/** A user as version 2 shows them: all of version 1, the avatar, and when they registered. */
public record UserResponseV2(@JsonUnwrapped UserResponse user, String avatar, Instant createdAt) {

    static UserResponseV2 of(AccountView account) {
        AvatarUrl avatar = account.personalData().avatar();
        return new UserResponseV2(
                UserResponse.of(account), avatar == null ? null : avatar.value(), account.createdAt());
    }

    @Override
    public String toString() {
        return "UserResponseV2[" + user.id() + "]";
    }
}
