package org.tradepost.users.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tradepost.users.authentication.control.AccessTokens;
import org.tradepost.users.authentication.entity.AccessToken;
import org.tradepost.users.authentication.entity.Grant;

/** Tokens that nobody signed, and what was granted with them. */
public final class NamedTokens extends AccessTokens {

    public final List<Grant> granted = new ArrayList<>();

    @Override
    public AccessToken issue(Grant grant) {
        granted.add(grant);
        return new AccessToken("access-" + granted.size(), Duration.ofMinutes(15));
    }
}
