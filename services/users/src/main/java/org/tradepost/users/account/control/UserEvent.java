package org.tradepost.users.account.control;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.UserStatus;

/**
 * What happened to an account, as it is told to other services: ids, roles, status and the names of what changed, never
 * personal data. The shapes are published in {@code contracts/events}.
 */
public sealed interface UserEvent {

    /** Whose account. */
    UUID userId();

    /** The event's type on the topic. */
    @JsonIgnore
    String type();

    /** Somebody has an account now. */
    record Registered(UUID userId, UserStatus status, SortedSet<Role> roles) implements UserEvent {

        static Registered of(Account account) {
            return new Registered(account.id().value(), account.status(), new TreeSet<>(account.roles()));
        }

        @Override
        public String type() {
            return "tradepost.users.user-registered.v1";
        }
    }

    /** Personal data, password or roles changed; {@code changed} says which, not to what. */
    record Updated(UUID userId, SortedSet<String> changed, SortedSet<Role> roles) implements UserEvent {

        static Updated of(Account account, Set<String> changed) {
            return new Updated(account.id().value(), new TreeSet<>(changed), new TreeSet<>(account.roles()));
        }

        @Override
        public String type() {
            return "tradepost.users.user-updated.v1";
        }
    }

    /** The account may be used again, or no longer. The roles are those after the same change. */
    record StatusChanged(UUID userId, UserStatus status, UserStatus previousStatus, SortedSet<Role> roles)
            implements UserEvent {

        static StatusChanged of(Account account, UserStatus previous) {
            return new StatusChanged(account.id().value(), account.status(), previous, new TreeSet<>(account.roles()));
        }

        @Override
        public String type() {
            return "tradepost.users.user-status-changed.v1";
        }
    }

    /** The account and all personal data in it are gone. */
    record Deleted(UUID userId) implements UserEvent {

        static Deleted of(Account account) {
            return new Deleted(account.id().value());
        }

        @Override
        public String type() {
            return "tradepost.users.user-deleted.v1";
        }
    }
}
