package org.tradepost.client;

import java.util.List;
import java.util.UUID;
import org.tradepost.client.Accounts.Preferences;

/**
 * An account.
 *
 * @param status {@code ACTIVE}, {@code INACTIVE} or {@code SUSPENDED}
 * @param age null when it was not given, as {@code phone}
 * @param version rises with every change
 */
public record User(
        UUID id,
        String email,
        String name,
        Integer age,
        String phone,
        String status,
        List<String> roles,
        Preferences preferences,
        long version) {

    /** Without what is personal. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
