package org.tradepost.users.apikey.entity;

import java.util.UUID;
import org.tradepost.users.authentication.entity.AccessToken;

/** What a key was turned into. */
public record ExchangedKey(AccessToken token, UUID keyId, int requestsPerMinute) {}
