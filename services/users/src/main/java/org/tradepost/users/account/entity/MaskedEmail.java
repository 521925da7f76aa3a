package org.tradepost.users.account.entity;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An e-mail address as somebody sees it in a list who is not its owner: the first letter of mailbox and domain, and the top-level domain.
 * {@code ada@example.com} is {@code a***@e***.com}, however long the parts are.
 */
public record MaskedEmail(@JsonValue String value) {

    private static final String STARS = "***";

    public static MaskedEmail of(Email email) {
        String address = email.value();
        int at = address.indexOf('@');
        return new MaskedEmail(address.charAt(0)
                + STARS
                + address.substring(at, at + 2)
                + STARS
                + address.substring(address.lastIndexOf('.')));
    }
}
