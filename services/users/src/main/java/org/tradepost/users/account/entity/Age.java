package org.tradepost.users.account.entity;

/** Age in years of somebody who may trade. */
public record Age(int years) {

    public static final int MIN = 18;
    public static final int MAX = 120;

    public Age {
        if (years < MIN || years > MAX) {
            throw new IllegalArgumentException("must be between " + MIN + " and " + MAX);
        }
    }
}
