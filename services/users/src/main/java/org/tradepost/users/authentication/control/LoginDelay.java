package org.tradepost.users.authentication.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.authentication.entity.LoginAttempt;

/**
 * Makes guessing slow without locking anybody out. Failures of one account from one network, after {@value #FREE_TRIES}, are
 * answered with a delay that doubles from 1 s to 15 min. Failures of one account from anywhere, after
 * {@value #FREE_TRIES_OF_ALL}, delay by at most 30 s, and not those who log in from a network where the account was logged in
 * to in the last 30 days: whoever attacks from elsewhere does not keep the owner out. Refused attempts are not counted, so a
 * delay ends however often it is asked for.
 *
 * <p>Every decision is one statement, by the database's clock, so that replicas agree. An ordinary login costs one read of three
 * primary keys.
 */
@ApplicationScoped
public class LoginDelay {

    private static final int FREE_TRIES = 5;
    private static final int FREE_TRIES_OF_ALL = 20;
    private static final int LONGEST_SECONDS = 15 * 60;
    private static final int LONGEST_SECONDS_OF_ALL = 30;

    /** What the commit may lose in a crash is a few counts: not worth waiting for the disk. */
    private static final String LAZILY = "WITH lazily AS (SELECT set_config('synchronous_commit', 'off', true)) ";

    private final Jdbi jdbi;

    @Inject
    public LoginDelay(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected LoginDelay() {
        this(null);
    }

    /**
     * What is known of an attempt that may go on.
     *
     * @param failedBefore whether there are failures of this account from this network to forget after a success
     * @param seenToday whether this account was logged in to from this network in the last day
     */
    public record Standing(boolean failedBefore, boolean seenToday) {}

    private record Row(long waitSeconds, boolean failedBefore, boolean seenToday) {}

    /**
     * Asked before the password is looked at.
     *
     * @throws ProblemException 429 with {@code Retry-After} while the attempt has to wait
     */
    public Standing requireAllowed(LoginAttempt attempt) {
        Row row = jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT coalesce((
                                 SELECT ceil(extract(epoch FROM max(f.blocked_until) - now()))::bigint FROM login_failure f
                                 WHERE f.blocked_until > now() AND (f.subject = :pair
                                    OR (f.subject = :account AND NOT EXISTS (SELECT 1 FROM login_network n
                                        WHERE n.subject = :pair AND n.seen_at > now() - interval '30 days')))), 0) AS wait,
                               EXISTS (SELECT 1 FROM login_failure WHERE subject = :pair) AS failed_before,
                               EXISTS (SELECT 1 FROM login_network
                                 WHERE subject = :pair AND seen_at > now() - interval '1 day') AS seen_today
                        """)
                .bind("pair", attempt.pair())
                .bind("account", attempt.account())
                .map((result, context) -> new Row(
                        result.getLong("wait"), result.getBoolean("failed_before"), result.getBoolean("seen_today")))
                .one());
        if (row.waitSeconds() > 0) {
            throw new ProblemException(CommonError.RATE_LIMITED, "Too many failed logins; try again later")
                    .header("Retry-After", Long.toString(row.waitSeconds()));
        }
        return new Standing(row.failedBefore(), row.seenToday());
    }

    /** Counts a wrong password, or one for an address without an account. */
    public void failed(LoginAttempt attempt) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        LAZILY
                                + """
                        INSERT INTO login_failure AS f (subject, failures, blocked_until, expires_at)
                        SELECT subject, 1, now(), now() + interval '1 day'
                        FROM lazily, (VALUES (1, :pair), (2, :account)) AS counted (place, subject) ORDER BY place
                        ON CONFLICT (subject) DO UPDATE SET
                            failures = CASE WHEN f.expires_at <= now() THEN 1 ELSE least(f.failures, 1000000) + 1 END,
                            blocked_until = CASE WHEN f.expires_at <= now() THEN now()
                                WHEN f.subject = :pair THEN now() + CASE WHEN f.failures + 1 < :freeTries THEN interval '0'
                                    ELSE make_interval(secs => least(:longest,
                                        power(2, least(f.failures + 1 - :freeTries, 20)))) END
                                ELSE now() + CASE WHEN f.failures + 1 < :freeTriesOfAll THEN interval '0'
                                    ELSE make_interval(secs => least(:longestOfAll,
                                        power(2, least(f.failures + 1 - :freeTriesOfAll, 20)))) END
                                END,
                            expires_at = excluded.expires_at
                        """)
                .bind("pair", attempt.pair())
                .bind("account", attempt.account())
                .bind("freeTries", FREE_TRIES)
                .bind("freeTriesOfAll", FREE_TRIES_OF_ALL)
                .bind("longest", LONGEST_SECONDS)
                .bind("longestOfAll", LONGEST_SECONDS_OF_ALL)
                .execute());
    }

    /** Forgets the failures from this network and remembers the network; writes only what is not so already. */
    public void succeeded(LoginAttempt attempt, Standing standing) {
        if (standing.failedBefore()) {
            jdbi.useHandle(handle -> handle.createUpdate(
                            LAZILY + "DELETE FROM login_failure USING lazily WHERE subject = :pair")
                    .bind("pair", attempt.pair())
                    .execute());
        }
        if (!standing.seenToday()) {
            jdbi.useHandle(handle -> handle.createUpdate(
                            LAZILY
                                    + """
                            INSERT INTO login_network (subject, seen_at) SELECT :pair, now() FROM lazily
                            ON CONFLICT (subject) DO UPDATE SET seen_at = excluded.seen_at
                            """)
                    .bind("pair", attempt.pair())
                    .execute());
        }
    }

    /** Removes what no decision needs any more. Returns how many rows that were. */
    public int removeExpired() {
        return jdbi.withHandle(handle -> handle.execute("DELETE FROM login_failure WHERE expires_at <= now()")
                + handle.execute("DELETE FROM login_network WHERE seen_at <= now() - interval '30 days'"));
    }
}
