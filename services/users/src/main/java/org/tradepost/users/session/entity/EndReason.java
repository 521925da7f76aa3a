package org.tradepost.users.session.entity;

/** Why a session ended before its time. */
public enum EndReason {
    LOGOUT,
    /** The client gave its refresh token back (RFC 7009). */
    REVOKED,
    /** A refresh token came back that had been used: either it or its successor is in wrong hands. */
    TOKEN_REUSED,
    PASSWORD_CHANGED,
    ACCOUNT_CHANGED,
    ACCOUNT_ERASED
}
