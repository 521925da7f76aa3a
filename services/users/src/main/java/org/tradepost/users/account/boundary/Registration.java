package org.tradepost.users.account.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.tradepost.shared.idempotency.IdempotentRequests;
import org.tradepost.shared.idempotency.StoredResponse;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.shared.rest.Refusals;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.control.RegisterUser;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.control.PasswordHashing;
import org.tradepost.users.password.entity.NewPassword;

/** What both versions of the registration have in common: hash, then store, each on the threads meant for it. */
@ApplicationScoped
public class Registration {

    /** Nobody is logged in yet, so all registrations share one scope of keys; the request itself tells them apart. */
    private static final String SCOPE = "anonymous";

    private static final Set<Role> ROLES = Set.copyOf(EnumSet.of(Role.USER));

    @Inject
    PasswordHashing hashing;

    @Inject
    IdempotentRequests idempotent;

    @Inject
    RegisterUser registerUser;

    @Inject
    Accounts accounts;

    @Resource
    ManagedExecutorService executor;

    /**
     * @param collection path of the users in the version that was called
     * @param idempotencyKey may be null
     * @param fingerprint the request without its password
     * @param body what the version answers with
     */
    CompletionStage<Response> execute(
            String collection,
            String idempotencyKey,
            Object fingerprint,
            PersonalData data,
            NewPassword password,
            Function<AccountView, Object> body) {
        return Refusals.answered(hashing.hash(password)
                .thenApplyAsync(
                        hash -> idempotent.executeFor(
                                SCOPE,
                                idempotencyKey,
                                "POST " + collection,
                                fingerprint,
                                () -> registerUser
                                        .execute(data, hash, ROLES)
                                        .id()
                                        .value(),
                                id -> answer(
                                        collection,
                                        accounts.require(new UserId(id)).view(),
                                        body)),
                        Correlation.carriedBy(executor)));
    }

    private static StoredResponse answer(String collection, AccountView account, Function<AccountView, Object> body) {
        return StoredResponse.created(URI.create(collection + "/" + account.id()), body.apply(account))
                .header("ETag", EntityTags.of(account.version()));
    }
}
