package org.tradepost.orders.webhook.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.orders.webhook.entity.EventTypes;
import org.tradepost.orders.webhook.entity.Subscription.Status;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class SubscriptionFieldsTest {

    private static final String PLACED = "tradepost.orders.order-placed.v1";

    @Test
    void typesOfEventsAreSortedAndNamedOnce() {
        assertThat(SubscriptionFields.eventTypes(List.of(PLACED, "tradepost.catalog.stock-adjusted.v1", PLACED)))
                .containsExactly("tradepost.catalog.stock-adjusted.v1", PLACED);
        assertThat(SubscriptionFields.eventTypes(List.copyOf(EventTypes.ALL))).hasSize(EventTypes.ALL.size());
    }

    @Test
    void noTypesOrUnknownOnesAreRefused() {
        assertInvalid("eventTypes", () -> SubscriptionFields.eventTypes(null));
        assertInvalid("eventTypes", () -> SubscriptionFields.eventTypes(List.of()));
        assertInvalid("eventTypes", () -> SubscriptionFields.eventTypes(Arrays.asList(PLACED, null)));
        assertInvalid("eventTypes", () -> SubscriptionFields.eventTypes(List.of("tradepost.audit.entry-recorded.v1")));
    }

    @Test
    void aUrlIsRefusedByItsName() {
        assertInvalid("url", () -> SubscriptionFields.url("http://shop.example.com", false));
    }

    @Test
    void aDescriptionIsShortAndVisible() {
        assertThat(SubscriptionFields.description("🛒".repeat(200))).hasSize(400);
        assertThat(SubscriptionFields.description(null)).isNull();
        assertInvalid("description", () -> SubscriptionFields.description("a".repeat(201)));
        assertInvalid("description", () -> SubscriptionFields.description("line\nbreak"));
    }

    @Test
    void anOwnerMaySetTwoOfTheStatuses() {
        assertThat(SubscriptionFields.status("ACTIVE")).isEqualTo(Status.ACTIVE);
        assertThat(SubscriptionFields.status("PAUSED")).isEqualTo(Status.PAUSED);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"DISABLED", "active", ""})
    void anyOtherStatusIsRefused(String status) {
        assertInvalid("status", () -> SubscriptionFields.status(status));
    }

    private static void assertInvalid(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(CommonError.VALIDATION_ERROR);
            assertThat(refusal.toProblem().errors()).singleElement().satisfies(error -> assertThat(error.field())
                    .isEqualTo(field));
        });
    }
}
