package org.tradepost.users.account.entity;

import java.util.Objects;
import java.util.regex.Pattern;

/** A telephone number in E.164: a plus sign, a country code and at most 15 digits in all. */
public record PhoneNumber(String value) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    public PhoneNumber {
        Objects.requireNonNull(value, "value");
        if (!E164.matcher(value).matches()) {
            throw new IllegalArgumentException("must be a telephone number in E.164, such as +441632960961");
        }
    }

    @Override
    public String toString() {
        return "PhoneNumber[hidden]";
    }
}
