package org.tradepost.shared.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.lifecycle.Closing.Phase;

class ClosingTest {

    private final Closing closing = new Closing();
    private final List<String> closed = new ArrayList<>();

    @Test
    void stepsAreTakenInTheOrderOfTheirPhasesAndOnce() {
        closing.add(Phase.RELAY, "relay", Duration.ofSeconds(5), left -> closed.add("relay"));
        closing.add(Phase.WORK, "work", Duration.ofSeconds(5), left -> closed.add("work"));
        closing.add(Phase.INTAKE, "intake", Duration.ofSeconds(5), left -> closed.add("intake"));
        closing.add(Phase.WORK, "more work", Duration.ofSeconds(5), left -> closed.add("more work"));
        closing.close(null);
        closing.close(null);
        assertThat(closed).containsExactly("intake", "work", "more work", "relay");
    }

    @Test
    void aStepThatFailsDoesNotKeepTheOthersFromClosing() {
        closing.add(Phase.INTAKE, "broken", Duration.ofSeconds(5), left -> {
            throw new IllegalStateException("on purpose");
        });
        closing.add(Phase.RELAY, "relay", Duration.ofSeconds(5), left -> closed.add("relay"));
        closing.close(null);
        assertThat(closed).containsExactly("relay");
    }

    @Test
    void nobodyGetsMoreTimeThanIsLeft() {
        closing.add(Phase.WORK, "own", Duration.ofSeconds(2), left -> closed.add("" + left));
        closing.add(
                Phase.RELAY,
                "too much",
                Duration.ofHours(1),
                left -> closed.add("" + (left.compareTo(Closing.TOTAL) <= 0)));
        closing.close(null);
        assertThat(closed).containsExactly("PT2S", "true");
    }
}
