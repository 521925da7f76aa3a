package org.tradepost.shared.resilience;

import java.util.concurrent.Semaphore;

/** So many calls at once, a number that may change. */
final class Places extends Semaphore {

    private static final long serialVersionUID = 1L;

    Places(int number) {
        super(number);
    }

    /** @param more below 0 for fewer: then none is free until enough of those in use are */
    void resize(int more) {
        if (more > 0) {
            release(more);
        } else {
            reducePermits(-more);
        }
    }
}
