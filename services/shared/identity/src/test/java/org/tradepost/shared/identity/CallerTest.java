package org.tradepost.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Whose an object is, decided in one place for every service. */
class CallerTest {

    private static final UUID OWN = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final Supplier<ProblemException> ABSENT =
            () -> new ProblemException(CommonError.NOT_FOUND, "There is no such thing");

    private final Caller user = caller("user");
    private final Caller admin = caller("admin");

    @Test
    void owners_and_administrators_reach_an_object() {
        assertThatCode(() -> {
                    user.requireOwnerOrAdmin(OWN);
                    user.requireOwnerOrAdmin(OWN, ABSENT);
                    admin.requireOwnerOrAdmin(OTHER);
                    admin.requireOwnerOrAdmin(OTHER, ABSENT);
                    admin.requireOwnerOrAdmin(null, ABSENT);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void a_stranger_is_forbidden_or_told_that_there_is_nothing() {
        refused(CommonError.FORBIDDEN, () -> user.requireOwnerOrAdmin(OTHER));
        refused(CommonError.NOT_FOUND, () -> user.requireOwnerOrAdmin(OTHER, ABSENT));
        refused(CommonError.NOT_FOUND, () -> user.requireOwnerOrAdmin(null, ABSENT));
    }

    @Test
    void a_list_shows_ones_own_and_everybodys_to_administrators() {
        assertThat(user.listable(null)).contains(OWN);
        assertThat(user.listable(OWN)).contains(OWN);
        assertThat(admin.listable(null)).isEmpty();
        assertThat(admin.listable(OTHER)).contains(OTHER);
        refused(CommonError.FORBIDDEN, () -> user.listable(OTHER));
    }

    @Test
    void onlyAnAdministratorWhoseTokenOpensOperationsMayDebug() {
        assertThat(new Caller(OWN, Set.of("admin"), Set.of(Permissions.OPERATIONS_READ)).mayDebug())
                .isTrue();
        assertThat(admin.mayDebug()).as("a token without the permission").isFalse();
        assertThat(new Caller(OWN, Set.of("user"), Set.of(Permissions.OPERATIONS_READ)).mayDebug())
                .isFalse();
        assertThat(new Caller(OWN, Set.of(), Set.of()).mayDebug()).isFalse();
    }

    private static void refused(CommonError error, Runnable attempt) {
        assertThatThrownBy(attempt::run).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code())
                .isEqualTo(error));
    }

    private static Caller caller(String role) {
        return new Caller(OWN, Set.of(role), Set.of());
    }
}
