package org.tradepost.users.account.control;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.data.exceptions.OptimisticLockingFailureException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.entity.PasswordHash;

/** Looks accounts up and stores them. */
@ApplicationScoped
public class Accounts {

    @Inject
    AccountRepository repository;

    @Inject
    StoredPhones phones;

    @WithSpan(value = "SELECT account", kind = SpanKind.CLIENT)
    public Optional<Account> find(UserId id) {
        return repository.byId(id.value()).map(this::opened);
    }

    @WithSpan(value = "SELECT account", kind = SpanKind.CLIENT)
    public Optional<Account> find(Email email) {
        return repository.byEmail(email.value()).map(this::opened);
    }

    /** @throws ProblemException 404 when there is no such account */
    @WithSpan(value = "SELECT account", kind = SpanKind.CLIENT)
    public Account require(UserId id) {
        return find(id).orElseThrow(Accounts::noSuchUser);
    }

    /** Stores the hash of the same password at another cost, unless the password was changed meanwhile. */
    @Transactional
    @WithSpan(value = "UPDATE account", kind = SpanKind.CLIENT)
    public void replaceHash(UserId id, PasswordHash current, PasswordHash replacement) {
        repository.replaceHash(id.value(), current.encoded(), replacement.encoded());
    }

    @WithSpan(value = "INSERT account", kind = SpanKind.CLIENT)
    Account add(Account account) {
        return opened(repository.insert(sealed(account)));
    }

    /** @throws ProblemException 412 when somebody else changed the account since it was read */
    @WithSpan(value = "UPDATE account", kind = SpanKind.CLIENT)
    Account save(Account account) {
        try {
            return opened(repository.update(sealed(account)));
        } catch (OptimisticLockingFailureException e) {
            throw changedMeanwhile();
        }
    }

    /** @throws ProblemException 412 when somebody else changed the account since it was read */
    @WithSpan(value = "DELETE account", kind = SpanKind.CLIENT)
    void remove(Account account) {
        if (repository.erase(account.id().value(), account.version()) != 1) {
            throw changedMeanwhile();
        }
    }

    private Account opened(Account account) {
        return account.open(text -> phones.open(account.id(), text));
    }

    private Account sealed(Account account) {
        return account.seal(phone -> phones.seal(account.id(), phone));
    }

    static ProblemException noSuchUser() {
        return new ProblemException(CommonError.NOT_FOUND, "There is no such user");
    }

    private static ProblemException changedMeanwhile() {
        return new ProblemException(CommonError.PRECONDITION_FAILED, "The user has changed; read it again and retry");
    }
}
