package org.tradepost.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class StreamPlacesTest {

    private static final UUID ADA = new UUID(0, 1);
    private static final UUID GRACE = new UUID(0, 2);

    private final StreamPlaces places = new StreamPlaces(3, 2);

    @Test
    void nobodyTakesThePlacesOfOthers() {
        assertThat(places.enter(ADA)).isTrue();
        assertThat(places.enter(ADA)).isTrue();
        assertThat(places.enter(ADA)).isFalse();
        assertThat(places.enter(GRACE)).isTrue();
    }

    @Test
    void thereAreNoMoreThanThereMayBe() {
        places.enter(ADA);
        places.enter(ADA);
        places.enter(GRACE);
        assertThat(places.enter(new UUID(0, 3))).isFalse();
    }

    @Test
    void aPlaceThatWasGivenBackIsFree() {
        for (int i = 0; i < 10; i++) {
            assertThat(places.enter(ADA)).isTrue();
            places.leave(ADA);
        }
        assertThat(places.enter(ADA)).isTrue();
        assertThat(places.enter(ADA)).isTrue();
        assertThat(places.enter(ADA)).isFalse();
    }
}
