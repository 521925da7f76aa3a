package org.tradepost.users.apikey.entity;

import org.tradepost.shared.identity.ApiKeySecret;

/** A key at the one moment when its secret is known. */
public record IssuedKey(ApiKey key, ApiKeySecret secret) {}
