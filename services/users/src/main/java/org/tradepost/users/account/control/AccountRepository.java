package org.tradepost.users.account.control;

import jakarta.data.repository.By;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Param;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.users.account.entity.Account;

/** The stored accounts. Use cases go through {@link Accounts}, which turns what can go wrong here into refusals. */
@Repository(dataStore = "java:app/env/persistence/accounts")
public interface AccountRepository {

    @Find
    Optional<Account> byId(@By("id") UUID id);

    @Find
    Optional<Account> byEmail(@By("email") String email);

    @Insert
    Account insert(Account account);

    /** Writes the account unless somebody else has written it since it was read. Returns it with its new version. */
    @Update
    Account update(Account account);

    /** Removes this version of the account. Returns how many were removed: one or none. */
    @Query("DELETE FROM Account WHERE id = :id AND version = :version")
    long erase(@Param("id") UUID id, @Param("version") long version);

    /** Stores the same password at another cost; no change of the account, so its version stays. */
    @Query("UPDATE Account SET passwordHash = :replacement WHERE id = :id AND passwordHash = :current")
    long replaceHash(@Param("id") UUID id, @Param("current") String current, @Param("replacement") String replacement);
}
