package org.tradepost.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.tradepost.users.account.boundary.UsersResource;
import org.tradepost.users.account.control.CachedAccounts;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.account.entity.UserStatus;

/** The rules about what is kept in memory notice who breaks them. */
class ForbiddenDependenciesTest {

    /** A use case that decides by what may be old. */
    static class Login {
        CachedAccounts accounts;

        boolean mayLogIn(AccountView account) {
            return account.status() == UserStatus.ACTIVE;
        }
    }

    @Test
    void whoDecidesByTheCacheIsRefused() {
        assertThat(isKept(ArchitectureTest.the_cache_is_for_showing_only, UsersResource.class))
                .isTrue();
        assertThat(isKept(ArchitectureTest.the_cache_is_for_showing_only, Login.class))
                .isFalse();
    }

    @Test
    void whoDecidesByAViewIsRefused() {
        assertThat(isKept(ArchitectureTest.views_decide_nothing, UsersResource.class))
                .isTrue();
        assertThat(isKept(ArchitectureTest.views_decide_nothing, Login.class)).isFalse();
    }

    private static boolean isKept(ArchRule rule, Class<?> dependent) {
        return !rule.evaluate(new ClassFileImporter().importClasses(CachedAccounts.class, AccountView.class, dependent))
                .hasViolation();
    }
}
