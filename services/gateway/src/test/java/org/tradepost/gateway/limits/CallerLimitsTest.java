package org.tradepost.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.edge.boundary.Check.Outcome;
import org.tradepost.gateway.edge.entity.Entrance;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.identification.entity.KeyAllowance;
import org.tradepost.gateway.limits.boundary.AddressLimits;
import org.tradepost.gateway.limits.boundary.CallerLimits;
import org.tradepost.gateway.limits.control.LocalBuckets;
import org.tradepost.gateway.limits.control.SharedBuckets;
import org.tradepost.gateway.limits.entity.Budget;
import org.tradepost.gateway.limits.entity.LimitRefusals;
import org.tradepost.gateway.limits.entity.LimitRefusals.Reason;
import org.tradepost.gateway.limits.entity.Policy;
import org.tradepost.gateway.limits.entity.Quota;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.limits.entity.Verdict;
import org.tradepost.gateway.testing.Clock;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;

class CallerLimitsTest {

    private static final Caller ADA = new Caller(new UUID(0, 1), Set.of(), Set.of());
    private static final Caller BOB = new Caller(new UUID(0, 2), Set.of(), Set.of());

    private final Clock clock = new Clock();
    private final LimitRefusals refusals = new LimitRefusals();
    private final AddressLimits addresses = new AddressLimits(
            () -> Map.of(RouteClass.ORDER, new Policy("address-order", Quota.of("5/s"))),
            new LocalBuckets(clock),
            refusals);
    private SharedBuckets shared = SharedBuckets.NONE;
    private final LocalBuckets people = new LocalBuckets(clock);
    private final LocalBuckets keys = new LocalBuckets(clock);

    @Test
    void countsAPersonFromWhateverAddress() {
        order("192.0.2.1", ADA, null);
        order("198.51.100.1", ADA, null);
        assertThatThrownBy(() -> order("203.0.113.1", ADA, null))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(CommonError.RATE_LIMITED);
                    assertThat(refusal.headers())
                            .containsEntry("Retry-After", "30")
                            .containsEntry("RateLimit-Policy", "\"address-order\";q=5;w=1, \"user-order\";q=2;w=60")
                            .containsEntry("RateLimit", "\"address-order\";r=4;t=1, \"user-order\";r=0;t=30");
                });
        assertThat(order("203.0.113.1", BOB, null)).containsKey("RateLimit");
        assertThat(refusals.of(Reason.USER)).isEqualTo(1);
        assertThat(refusals.of(Reason.ADDRESS)).isZero();
    }

    @Test
    void aRefusedRequestIsCountedOnceForItsAddress() {
        for (int i = 0; i < 5; i++) {
            order("192.0.2.1", null, null);
        }
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> order("192.0.2.1", null, null)).hasMessageContaining("Too many requests");
        }
        assertThat(refusals.of(Reason.ADDRESS)).isEqualTo(3);
    }

    @Test
    void countsNobodyWhoWasNotVerified() {
        for (int i = 0; i < 5; i++) {
            assertThat(order("192.0.2.1", null, null).get("RateLimit-Policy")).isEqualTo("\"address-order\";q=5;w=1");
        }
        assertThat(order("198.51.100.1", ADA, null))
                .containsEntry("RateLimit", "\"address-order\";r=4;t=1, \"user-order\";r=1;t=30");
    }

    @Test
    void countsAKeyByWhatItIsAllowed() {
        KeyAllowance key = new KeyAllowance("k1", 1);
        assertThat(order("192.0.2.1", null, key))
                .containsEntry("RateLimit-Policy", "\"address-order\";q=5;w=1, \"key\";q=1;w=60");
        assertThatThrownBy(() -> order("198.51.100.1", null, key)).hasMessageContaining("60 s");
        assertThat(refusals.of(Reason.KEY)).isEqualTo(1);
        order("192.0.2.1", null, new KeyAllowance("k2", 1));
    }

    @Test
    void countsOnceHoweverOftenTheChecksRun() {
        HttpServletRequest request = request(null);
        Exchange exchange = arrived(request, "192.0.2.1").by(ADA, null);
        CallerLimits limits = limits();
        for (int i = 0; i < 4; i++) {
            assertThat(headers(limits.check(request, exchange)))
                    .containsEntry("RateLimit", "\"address-order\";r=4;t=1, \"user-order\";r=1;t=30");
        }
    }

    @Test
    void whatAllGatewaysSayTogetherDecides() {
        shared = new Together(false);
        HttpServletRequest request = request(null);
        Exchange exchange = arrived(request, "192.0.2.1").by(ADA, null);
        Outcome first = limits().check(request, exchange);
        assertThat(first).isInstanceOf(Outcome.Pending.class);
        ((Outcome.Pending) first).work().run();
        assertThatThrownBy(() -> limits().check(request, exchange))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.headers())
                        .containsEntry("Retry-After", "7"));
    }

    @Test
    void whenTheyCannotBeAskedAfterAllTheOwnCountDecides() {
        shared = new Together(true);
        HttpServletRequest request = request(null);
        Exchange exchange = arrived(request, "192.0.2.1").by(ADA, null);
        ((Outcome.Pending) limits().check(request, exchange)).work().run();
        assertThat(headers(limits().check(request, exchange)))
                .containsEntry("RateLimit", "\"address-order\";r=4;t=1, \"user-order\";r=1;t=30");
    }

    private Map<String, String> order(String address, Caller caller, KeyAllowance key) {
        HttpServletRequest request = request(key);
        return headers(limits().check(request, arrived(request, address).by(caller, null)));
    }

    private Exchange arrived(HttpServletRequest request, String address) {
        Exchange exchange = Exchange.arriving(
                "/api/v1/orders", new Entrance(address, "http", null), Correlation.of(null, null), "00-0-0-00");
        return ((Outcome.Passed) addresses.check(request, exchange)).exchange();
    }

    private CallerLimits limits() {
        return new CallerLimits(
                () -> Map.of(RouteClass.ORDER, new Policy("user-order", Quota.of("2/min"))),
                people,
                keys,
                shared,
                refusals);
    }

    private static Map<String, String> headers(Outcome outcome) {
        return ((Outcome.Passed) outcome).exchange().headers();
    }

    private static HttpServletRequest request(KeyAllowance key) {
        Map<String, Object> attributes = new HashMap<>();
        if (key != null) {
            attributes.put(KeyAllowance.class.getName(), key);
        }
        return (HttpServletRequest) Proxy.newProxyInstance(
                CallerLimitsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> "POST";
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Others have used the budgets up, or cannot be asked at the last moment. */
    private record Together(boolean lost) implements SharedBuckets {

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public Optional<List<Verdict>> admit(List<Budget> budgets) {
            return lost
                    ? Optional.empty()
                    : Optional.of(budgets.stream()
                            .map(budget -> new Verdict(budget.policy(), false, 0, 7))
                            .toList());
        }
    }
}
