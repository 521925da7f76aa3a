package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.DebugLog;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.password.control.PasswordHashing;
import org.tradepost.users.password.entity.NewPassword;
import org.tradepost.users.password.entity.PasswordHash;

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

    /** @throws IllegalStateException naming the setting when an administrator is configured but cannot be */
    public void requireUsableSettings() {
        email.ifPresent(text -> usable("TRADEPOST_ADMIN_EMAIL", text, Email::new));
        password.ifPresent(text -> usable("TRADEPOST_ADMIN_PASSWORD", text, NewPassword::new));
    }

    public void execute() {
        if (email.isEmpty() || password.isEmpty()) {
            return;
        }
        Email address = new Email(email.get());
        if (accounts.find(address).isPresent()) {
            return;
        }
        PersonalData data = data(address);
        PasswordHash hash = hashing.hash(new NewPassword(password.get())).join();
        try {
            Account admin = registerUser.execute(data, hash, EnumSet.of(Role.ADMIN));
            LOG.log(Level.INFO, "made the first administrator, user {0}", admin.id());
        } catch (ProblemException refusal) {
            if (refusal.code() != UsersError.EMAIL_TAKEN) {
                throw refusal;
            }
            DebugLog.fine(LOG, "another replica made the first administrator", refusal);
        }
    }

    private static PersonalData data(Email address) {
        return new PersonalData(address, new FullName("Administrator"), null, null, null, Preferences.DEFAULT);
    }

    private static void usable(String setting, String text, Function<String, ?> read) {
        try {
            Objects.requireNonNull(read.apply(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(setting + " " + e.getMessage(), e);
        }
    }
}
