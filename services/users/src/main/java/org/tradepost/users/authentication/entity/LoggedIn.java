package org.tradepost.users.authentication.entity;

import org.tradepost.users.session.entity.RefreshToken;

/**
 * What somebody gets who logged in.
 *
 * @param refresh prolongs the session, once
 */
public record LoggedIn(AccessToken access, RefreshToken refresh) {}
