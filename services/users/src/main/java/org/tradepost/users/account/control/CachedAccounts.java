package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.tradepost.shared.cache.CacheKey;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.ReplicaChanges;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.settings.LiveSettings;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.UserId;

/**
 * Accounts as they are shown, from memory, where it is known that nothing has changed for a second at most. Never to decide anything, nor
 * inside a transaction: that is for {@link Accounts}. Since they are personal data, they are kept in this process alone, and no account
 * comes here that nobody has asked for.
 */
@ApplicationScoped
public class CachedAccounts implements ReplicaChanges.Listener {

    /** An object with its parts and short texts; the longer ones are counted. */
    private static final int ACCOUNT_BYTES = 700;

    private final Accounts accounts;
    private final ReadThroughCache<AccountView> cache;

    @Inject
    public CachedAccounts(Accounts accounts, ReplicaChanges changes, LiveSettings settings) {
        AccountCacheSettings declared = new AccountCacheSettings();
        this.accounts = accounts;
        this.cache = new ReadThroughCache<>(
                settings.follow(declared.all(), declared::of, this::use), CachedAccounts::bytes, changes::isFresh);
    }

    /** @param fresh whether every change that was made a second ago is known here */
    CachedAccounts(Accounts accounts, ReadThroughCache.Settings settings, BooleanSupplier fresh) {
        this.accounts = accounts;
        this.cache = new ReadThroughCache<>(settings, CachedAccounts::bytes, fresh);
    }

    /** For the container's proxy. */
    protected CachedAccounts() {
        this.accounts = null;
        this.cache = null;
    }

    void start(@Observes Startup event, MetricRegistry metrics, ReplicaChanges changes) {
        cache.figures().publish(metrics, "users", "accounts", cache::size, cache::bytes);
        changes.follow("accounts", UserEvents.TOPIC, this);
    }

    /** @throws ProblemException 404 when there is no such account */
    public AccountView require(UserId id) {
        return cache.get(key(id.toString()), () -> accounts.find(id).map(Account::view))
                .orElseThrow(Accounts::noSuchUser);
    }

    /** A change has committed. What it left is read when somebody asks for it. */
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) UserEvent event) {
        cache.invalidate(List.of(key(event.userId().toString())));
    }

    /** Changes may have been missed. */
    @Override
    public void begins() {
        cache.clear();
    }

    @Override
    public void received(List<CloudEvent> events) {
        cache.invalidate(events.stream().map(event -> key(event.subject())).toList());
    }

    private void use(ReadThroughCache.Settings settings) {
        cache.use(settings);
    }

    private static CacheKey key(String id) {
        return CacheKey.of("account", id);
    }

    private static int bytes(AccountView account) {
        PersonalData data = account.personalData();
        return ACCOUNT_BYTES
                + data.email().value().length()
                + data.name().value().length()
                + (data.avatar() == null ? 0 : data.avatar().value().length());
    }
}
