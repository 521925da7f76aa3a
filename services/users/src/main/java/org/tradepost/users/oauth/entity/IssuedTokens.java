package org.tradepost.users.oauth.entity;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tradepost.users.authentication.entity.AccessToken;

/**
 * What the token endpoint gives out.
 *
 * @param scope what the access token permits
 */
public record IssuedTokens(AccessToken access, List<String> scope, Optional<String> refresh) {

    public IssuedTokens {
        scope = List.copyOf(scope);
    }

    public static IssuedTokens access(AccessToken token, Collection<String> scope) {
        return new IssuedTokens(token, List.copyOf(scope), Optional.empty());
    }

    @Override
    public String toString() {
        return "IssuedTokens[hidden]";
    }
}
