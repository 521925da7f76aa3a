package org.tradepost.client;

import org.tradepost.client.http.ApiRequest;

/** Registering, and one's own account. */
public final class Accounts {
    private final Calls calls;

    /**
     * @param age in years, 18 to 120; null when it is nobody's business
     * @param phone E.164; may be null
     * @param preferences null for the defaults
     */
    public record Registration(
            String email, String password, String name, Integer age, String phone, Preferences preferences) {

        public Registration(String email, String password, String name) {
            this(email, password, name, null, null, null);
        }

        /** Without the password, the address and the name. */
        @Override
        public String toString() {
            return "Registration";
        }
    }

    /**
     * @param timeZone IANA name
     * @param language BCP 47 tag
     */
    public record Preferences(Boolean emailNotifications, String timeZone, String language) {}

    Accounts(Calls calls) {
        this.calls = calls;
    }

    public User register(Registration registration) {
        return calls.create("Registering", ApiRequest.post("/api/v1/users", registration), User.class);
    }

    public User own() {
        return calls.get("Reading the own profile", "/api/v1/profile", User.class);
    }
}
