package org.tradepost.users.apikey.boundary;

/** @param key an API key as somebody presented it */
public record KeyExchangeRequest(String key) {

    @Override
    public String toString() {
        return "KeyExchangeRequest[hidden]";
    }
}
