package org.tradepost.shared.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpirySweepTest {

    @Test
    void goesOnUntilNothingIsLeftHoweverMuchThereWas() {
        Sweep sweep = new Sweep(10_000, 10_000, 1, 0, 10_000);
        sweep.sweep();
        assertThat(sweep.portions).containsExactly(10_000);
    }

    @Test
    void endsAtAFailureUntilTheNextTime() {
        Sweep sweep = new Sweep(5, -1, 5, 0);
        sweep.sweep();
        assertThat(sweep.portions).containsExactly(5, 0);
        sweep.sweep();
        assertThat(sweep.portions).isEmpty();
    }

    /** Removes one portion after the other; fails at a negative one. */
    private static final class Sweep extends ExpirySweep {

        private final Deque<Integer> portions;

        Sweep(Integer... portions) {
            super("rows", Duration.ofHours(1));
            this.portions = new ArrayDeque<>(List.of(portions));
        }

        @Override
        protected int removeExpired() {
            int removed = portions.remove();
            if (removed < 0) {
                throw new IllegalStateException("the database is away");
            }
            return removed;
        }
    }
}
