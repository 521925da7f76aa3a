package org.tradepost.users;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.tradepost.users.account.control.BootstrapAdmin;
import org.tradepost.users.authentication.control.SigningKeys;

/** What must be there before the first request, after the migrations: the signing key and an administrator. */
@ApplicationScoped
public class UsersStartup {

    private static final int AFTER_MIGRATIONS = 100;

    @Inject
    SigningKeys keys;

    @Inject
    BootstrapAdmin bootstrapAdmin;

    /** Fails the start, naming the setting, when a key or the administrator cannot be had. */
    void onStartup(@Observes @Priority(AFTER_MIGRATIONS) Startup event) {
        keys.published();
        bootstrapAdmin.execute();
    }
}
