package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.Role;
import org.tradepost.users.password.control.PasswordHashing;
import org.tradepost.users.password.entity.NewPassword;

/** Makes the first administrator, from configuration, unless there is an account with that address already. */
@ApplicationScoped
public class BootstrapAdmin {

    private static final Logger LOG = Logger.getLogger(BootstrapAdmin.class.getName());

    @Inject
    @ConfigProperty(name = "tradepost.admin.email")
    Optional<String> email;

    @Inject
    @ConfigProperty(name = "tradepost.admin.password")
    Optional<String> password;

    @Inject
    Accounts accounts;

    @Inject
    PasswordHashing hashing;

    @Inject
    RegisterUser registerUser;

    public void execute() {
        if (email.isEmpty() || password.isEmpty()) {
            return;
        }
        Email address = setting("TRADEPOST_ADMIN_EMAIL", () -> new Email(email.get()));
        if (accounts.find(address).isPresent()) {
            return;
        }
        NewPassword secret = setting("TRADEPOST_ADMIN_PASSWORD", () -> new NewPassword(password.get()));
        PersonalData data =
                new PersonalData(address, new FullName("Administrator"), null, null, null, Preferences.DEFAULT);
        try {
            Account admin = registerUser.execute(data, hashing.hash(secret).join(), EnumSet.of(Role.ADMIN));
            LOG.log(Level.INFO, "made the first administrator, user {0}", admin.id());
        } catch (ProblemException refusal) {
            if (refusal.code() != UsersError.EMAIL_TAKEN) {
                throw refusal;
            }
            LOG.log(Level.FINE, "another replica made the first administrator", refusal);
        }
    }

    private static <T> T setting(String name, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(name + " " + e.getMessage(), e);
        }
    }
}
