package org.tradepost.gateway.shedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.shedding.control.ConcurrencyGate;
import org.tradepost.gateway.shedding.control.ConcurrencyGate.Place;
import org.tradepost.gateway.shedding.entity.SheddingSettings;
import org.tradepost.gateway.testing.Clock;

class ConcurrencyGateTest {

    private final Clock clock = new Clock();
    private final ConcurrencyGate gate =
            new ConcurrencyGate(new SheddingSettings(20, 200, 100, Duration.ofSeconds(1)), clock::currentTimeNanos);

    @Test
    void refusesTheLeastCriticalFirst() {
        assertThat(enter(RouteClass.BROWSE, 200)).hasSize(50);
        assertThat(enter(RouteClass.READ, 200)).hasSize(15);
        assertThat(enter(RouteClass.WRITE, 200)).hasSize(10);
        assertThat(enter(RouteClass.ORDER, 200)).hasSize(10);
        assertThat(enter(RouteClass.AFTERCARE, 200)).hasSize(10);
        assertThat(enter(RouteClass.LOGIN, 1)).isEmpty();
        assertThat(enter(RouteClass.ADMIN, 200)).hasSize(5);
        assertThat(gate.inFlight()).isEqualTo(100);
        assertThat(gate.shed(RouteClass.BROWSE)).isEqualTo(150);
        assertThat(gate.shed(RouteClass.LOGIN)).isEqualTo(1);
    }

    @Test
    void aPlaceGivenBackIsFree() {
        List<Place> places = enter(RouteClass.BROWSE, 50);
        gate.leave(places.get(0), 200);
        assertThat(enter(RouteClass.BROWSE, 2)).hasSize(1);
    }

    @Test
    void slowReadsLowerTheLimitDownToItsLeast() {
        rounds(100, RouteClass.READ, Duration.ofSeconds(2), 200);
        assertThat(gate.limit()).isEqualTo(20);
    }

    @Test
    void quickReadsRaiseItAgainWhileItIsUsedUpToItsMost() {
        rounds(100, RouteClass.READ, Duration.ofSeconds(2), 200);
        for (int i = 0; i < 1_000; i++) {
            List<Place> load = enter(RouteClass.ADMIN, gate.limit());
            clock.passes(Duration.ofMillis(110).toNanos());
            load.forEach(place -> gate.leave(new Place(RouteClass.READ, place.since(), place.others()), 200));
        }
        assertThat(gate.limit()).isEqualTo(200);
    }

    @Test
    void ordersMayTakeTheirTime() {
        rounds(100, RouteClass.ORDER, Duration.ofSeconds(12), 201);
        assertThat(gate.limit()).isEqualTo(100);
    }

    @Test
    void refusalsForWantOfTimeOrCapacityLowerItWhateverTheKind() {
        rounds(10, RouteClass.ORDER, Duration.ofMillis(200), 503);
        int afterwards = gate.limit();
        assertThat(afterwards).isLessThan(100);
        rounds(10, RouteClass.READ, Duration.ofMillis(200), 504);
        assertThat(gate.limit()).isLessThan(afterwards);
    }

    @Test
    void ofAClientThatLeftNothingIsLearnt() {
        rounds(100, RouteClass.READ, Duration.ofSeconds(30), 0);
        assertThat(gate.limit()).isEqualTo(100);
        assertThat(gate.inFlight()).isZero();
    }

    @Test
    void boundsInTheWrongOrderAreRefused() {
        assertThatThrownBy(() -> new SheddingSettings(30, 20, 25, Duration.ofSeconds(1)))
                .hasMessageContaining("tradepost.gateway.concurrency");
    }

    /** Each round is a window of the limit with enough samples in it. */
    private void rounds(int rounds, RouteClass kind, Duration takes, int status) {
        for (int i = 0; i < rounds; i++) {
            List<Place> load = enter(kind, 10);
            clock.passes(takes.toNanos());
            load.forEach(place -> gate.leave(place, status));
        }
    }

    private List<Place> enter(RouteClass kind, int times) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Place place = gate.enter(kind);
            if (place != null) {
                places.add(place);
            }
        }
        return places;
    }
}
