package org.tradepost.users.account.control;

import org.tradepost.shared.cache.CacheDeclarations;

/** How long accounts are kept in memory, and how many. */
public final class AccountCacheSettings extends CacheDeclarations {

    private static final long BYTES = 8 * 1024 * 1024;

    public AccountCacheSettings() {
        super("users", "account", BYTES);
    }
}
