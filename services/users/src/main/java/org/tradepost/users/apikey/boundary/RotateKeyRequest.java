package org.tradepost.users.apikey.boundary;

/** @param overlapSeconds how long the secret that is replaced is still taken; null for not at all */
public record RotateKeyRequest(Long overlapSeconds) {}
