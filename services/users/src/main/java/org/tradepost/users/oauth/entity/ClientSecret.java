package org.tradepost.users.oauth.entity;

import org.tradepost.users.session.entity.OpaqueSecret;

/** What a client proves itself with; shown once, when it is made. */
public record ClientSecret(String value) implements OpaqueSecret {

    public static ClientSecret random() {
        return new ClientSecret(OpaqueSecret.random("tp_cs_"));
    }

    @Override
    public String toString() {
        return "ClientSecret[hidden]";
    }
}
