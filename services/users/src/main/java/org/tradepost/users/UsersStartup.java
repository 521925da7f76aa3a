package org.tradepost.users;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.users.account.control.BootstrapAdmin;
import org.tradepost.users.authentication.control.SigningKeys;

/** What must be there before the first request, after the migrations: the signing key and an administrator. */
@ApplicationScoped
public class UsersStartup {

    private static final int AFTER_MIGRATIONS = 100;
    private static final Logger LOG = Logger.getLogger(UsersStartup.class.getName());

    @Inject
    SigningKeys keys;

    @Inject
    BootstrapAdmin bootstrapAdmin;

    @Resource
    ManagedExecutorService executor;

    private CompletableFuture<Void> admin;

    /**
     * Fails the start, naming the setting, when one is not usable. The administrator is made beside the start: Jakarta
     * Data repositories answer only once the application has started.
     */
    void onStartup(@Observes @Priority(AFTER_MIGRATIONS) Startup event) {
        keys.published();
        bootstrapAdmin.requireUsableSettings();
        admin = CompletableFuture.runAsync(bootstrapAdmin::execute, executor).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.log(Level.SEVERE, "the first administrator could not be made", failure);
            }
        });
    }

    void awaitAdmin() {
        admin.join();
    }
}
