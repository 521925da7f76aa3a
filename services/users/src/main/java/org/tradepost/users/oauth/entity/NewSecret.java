package org.tradepost.users.oauth.entity;

/** A partner and the secret it was just given, which cannot be shown again. */
public record NewSecret(Partner partner, ClientSecret secret) {}
