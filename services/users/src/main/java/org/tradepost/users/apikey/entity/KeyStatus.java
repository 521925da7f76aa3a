package org.tradepost.users.apikey.entity;

/** Whether a key opens anything. A suspended owner's key does not either, whatever it says here. */
public enum KeyStatus {
    ACTIVE,
    EXPIRED,
    REVOKED
}
