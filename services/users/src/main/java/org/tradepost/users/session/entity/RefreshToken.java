package org.tradepost.users.session.entity;

/** What prolongs a session, once. */
public record RefreshToken(String value) implements OpaqueSecret {

    public static RefreshToken random() {
        return new RefreshToken(OpaqueSecret.random("tp_rt_"));
    }

    @Override
    public String toString() {
        return "RefreshToken[hidden]";
    }
}
