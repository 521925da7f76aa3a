package org.tradepost.users.password.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.password.entity.NewPassword;
import org.tradepost.users.password.entity.PasswordHash;

class PasswordHashingTest {

    private static final NewPassword PASSWORD = new NewPassword("Secr3t!x");

    private final PasswordHashing hashing = new PasswordHashing(cost(1));

    private static PasswordCost cost(int iterations) {
        return new PasswordCost(64, iterations, 1, 8);
    }

    @Test
    void aPasswordMatchesItsOwnHashOnly() {
        PasswordHash hash = hashing.hash(PASSWORD).join();
        assertThat(hash.encoded()).startsWith("$argon2id$").doesNotContain(PASSWORD.value());
        assertThat(hashing.matches("Secr3t!x", hash).join()).isTrue();
        assertThat(hashing.matches("Secr3t!y", hash).join()).isFalse();
        assertThat(hashing.matches("", hash).join()).isFalse();
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(hashing.hash(PASSWORD).join())
                .isNotEqualTo(hashing.hash(PASSWORD).join());
    }

    @Test
    void nothingMatchesWhereThereIsNoAccount() {
        assertThat(hashing.matchesNothing("decoy").join()).isFalse();
    }

    @Test
    void anEndlessCandidateIsWrongRatherThanExpensive() {
        PasswordHash hash = hashing.hash(PASSWORD).join();
        assertThat(hashing.matches("x".repeat(1_000_000), hash).join()).isFalse();
    }

    @Test
    void aHashMadeAtAnotherCostIsOutdatedButStillMatches() {
        PasswordHash old = hashing.hash(PASSWORD).join();
        PasswordHashing dearer = new PasswordHashing(cost(2));
        assertThat(hashing.isOutdated(old)).isFalse();
        assertThat(dearer.isOutdated(old)).isTrue();
        assertThat(dearer.matches(PASSWORD.value(), old).join()).isTrue();
        assertThat(dearer.isOutdated(dearer.rehash(PASSWORD.value()).join())).isFalse();
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsRefusedAtOnce() {
        CountDownLatch release = new CountDownLatch(1);
        ThreadPoolExecutor busy = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
        PasswordHashing full = new PasswordHashing(cost(1), busy);
        busy.execute(() -> awaitUninterruptibly(release));
        var queued = full.hash(PASSWORD);
        assertThatThrownBy(() -> full.hash(PASSWORD)).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(CommonError.SERVICE_UNAVAILABLE);
            assertThat(refusal.headers()).containsKey("Retry-After");
        });
        release.countDown();
        assertThat(queued.join()).isNotNull();
        full.stop();
    }

    @Test
    void aSenselessCostIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordCost(4, 1, 1, 8))
                .withMessageContaining("memory-kib");
    }

    @Test
    void aFingerprintTellsPasswordsApartAndDependsOnTheSecret() {
        PasswordFingerprint fingerprint = new PasswordFingerprint("one secret");
        assertThat(fingerprint.of("Secr3t!x"))
                .isEqualTo(fingerprint.of("Secr3t!x"))
                .isNotEqualTo(fingerprint.of("Secr3t!y"))
                .isNotEqualTo(new PasswordFingerprint("another secret").of("Secr3t!x"));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
