package org.tradepost.users.activity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.activity.entity.Activity;
import org.tradepost.users.activity.entity.ActivityType;
import org.tradepost.users.activity.entity.PlacedActivity;
import org.tradepost.users.testing.StoredAccounts;

class ActivityFeedIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PageRequest FIRST_PAGE = PageRequest.of(null, null, ActivityFeed.CURSOR_KEYS);

    private TestDatabase database;
    private Jdbi jdbi;
    private ActivityFeed feed;
    private RecordOrderActivity handler;
    private UserId ada;

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("users");
        jdbi = database.jdbi();
        feed = new ActivityFeed(jdbi);
        handler = new RecordOrderActivity();
        handler.feed = feed;
        ada = StoredAccounts.store(jdbi, "ada@example.com", "ACTIVE", "user");
    }

    @Test
    void orderEventsBecomeEntriesOfTheBuyersFeedNewestFirst() {
        UUID order = Ids.newId();
        handler.handle(event("tradepost.orders.order-placed.v1", order, ada, NOON, 1));
        handler.handle(event("tradepost.orders.order-confirmed.v1", order, ada, NOON.plusSeconds(1), 2));

        assertThat(feed.page(ada, FIRST_PAGE).items())
                .extracting(Activity::type, Activity::orderId, Activity::occurredAt)
                .containsExactly(
                        tuple(ActivityType.ORDER_CONFIRMED, order, NOON.plusSeconds(1)),
                        tuple(ActivityType.ORDER_PLACED, order, NOON));
    }

    @Test
    void placesGrowInTheOrderInWhichEntriesCommitAndNotInThatOfTheirTimes() throws Exception {
        Activity late = new Activity(Ids.newId(), ActivityType.ORDER_PLACED, Ids.newId(), NOON.plusSeconds(9));
        Activity early = new Activity(Ids.newId(), ActivityType.ORDER_PLACED, Ids.newId(), NOON);
        feed.add(ada, late, 1);
        feed.add(ada, early, 1);
        assertThat(feed.behind(ada, 0, 10)).extracting(PlacedActivity::activity).containsExactly(late, early);
        long place = feed.behind(ada, 0, 1).getFirst().place();
        assertThat(feed.behind(ada, place, 10))
                .extracting(PlacedActivity::activity)
                .containsExactly(early);
        assertThat(feed.placeBefore(ada, NOON.plusSeconds(5))).isEqualTo(place - 1);
        assertThat(feed.placeBefore(ada, NOON.plusSeconds(10))).isEqualTo(place + 1);
        assertThat(feed.placeBefore(ada, null)).isZero();
    }

    /** Whoever could see the second place before the first is there would never see the first. */
    @Test
    void anEntryWaitsForTheOneBeforeItToCommit() throws Exception {
        Activity first = new Activity(Ids.newId(), ActivityType.ORDER_PLACED, Ids.newId(), NOON);
        Activity second = new Activity(Ids.newId(), ActivityType.ORDER_PLACED, Ids.newId(), NOON);
        CompletableFuture<Void> other = jdbi.inTransaction(handle -> {
            insert(handle, first);
            CompletableFuture<Void> waiting =
                    CompletableFuture.runAsync(() -> feed.add(ada, second, 1), Thread::startVirtualThread);
            assertThatThrownBy(() -> waiting.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(CompletableFuture.supplyAsync(() -> feed.behind(ada, 0, 10), Thread::startVirtualThread)
                            .join())
                    .isEmpty();
            return waiting;
        });
        other.get(10, TimeUnit.SECONDS);
        assertThat(feed.behind(ada, 0, 10)).extracting(PlacedActivity::activity).containsExactly(first, second);
    }

    private void insert(Handle handle, Activity activity) {
        handle.createUpdate(
                        """
                        INSERT INTO user_activity (event_id, user_id, event_type, order_id, order_sequence, occurred_at)
                        VALUES (:event, :user, :type, :order, 1, :time)
                        """)
                .bind("event", activity.id())
                .bind("user", ada.value())
                .bind("type", activity.type().eventType())
                .bind("order", activity.orderId())
                .bind("time", activity.occurredAt().atOffset(ZoneOffset.UTC))
                .execute();
    }

    @Test
    void theHandlerUnderstandsEveryEventThatAFeedTells() {
        assertThat(handler.topics()).containsExactly("tradepost.orders");
        assertThat(handler.types())
                .containsExactlyInAnyOrder(
                        "tradepost.orders.order-placed.v1",
                        "tradepost.orders.order-confirmed.v1",
                        "tradepost.orders.order-rejected.v1",
                        "tradepost.orders.order-cancelled.v1",
                        "tradepost.orders.order-refunded.v1");
    }

    @Test
    void aRepeatedEventIsOneEntryAndAuditSeesWhichEventItWas() {
        CloudEvent event = event("tradepost.orders.order-placed.v1", Ids.newId(), ada, NOON, 7);
        handler.handle(event);
        handler.handle(event);
        assertThat(feed.page(ada, FIRST_PAGE).items()).hasSize(1);
        Map<String, Object> audited = database.auditJdbi()
                .withHandle(h -> h.createQuery("SELECT * FROM audit_consumed_event")
                        .mapToMap()
                        .one());
        assertThat(audited)
                .containsEntry("event_id", event.id())
                .containsEntry("type", event.type())
                .containsEntry("aggregate_id", UUID.fromString(event.subject()))
                .containsEntry("sequence", 7L);
    }

    @Test
    void eventsOfErasedUsersLeaveNothing() {
        handler.handle(event("tradepost.orders.order-placed.v1", Ids.newId(), ada, NOON, 1));
        jdbi.useHandle(h -> h.execute("DELETE FROM user_account WHERE id = ?", ada.value()));
        handler.handle(event("tradepost.orders.order-confirmed.v1", Ids.newId(), ada, NOON, 2));
        long entries = jdbi.withHandle(h -> h.createQuery("SELECT count(*) FROM user_activity")
                .mapTo(Long.class)
                .one());
        assertThat(entries).isZero();
    }

    @Test
    void anEventWithoutABuyerIsRefusedSoThatItIsParked() {
        CloudEvent nobody = event("tradepost.orders.order-placed.v1", Ids.newId(), null, NOON, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> handler.handle(nobody));
        CloudEvent unknown = event("tradepost.orders.order-vanished.v1", Ids.newId(), ada, NOON, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> handler.handle(unknown));
    }

    @Test
    void entriesOfOneInstantAreEachOnExactlyOnePage() {
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            CloudEvent event = event("tradepost.orders.order-placed.v1", Ids.newId(), ada, NOON, 1);
            handler.handle(event);
            expected.add(0, event.id());
        }
        List<UUID> read = new ArrayList<>();
        String cursor = null;
        do {
            Page<Activity> page = feed.page(ada, PageRequest.of(2L, cursor, ActivityFeed.CURSOR_KEYS));
            page.items().forEach(entry -> read.add(entry.id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aForgedCursorIsMalformed() {
        for (List<String> forged :
                List.of(List.of("yesterday", Ids.newId().toString()), List.of(NOON.toString(), "x"))) {
            assertThatThrownBy(() -> feed.page(ada, new PageRequest(20, forged)))
                    .isInstanceOf(ProblemException.class);
        }
    }

    private static CloudEvent event(String type, UUID order, UserId buyer, Instant time, long sequence) {
        JsonNode data = Json.mapper()
                .createObjectNode()
                .put("orderId", order.toString())
                .put("userId", buyer == null ? null : buyer.toString())
                .put("somethingNew", 1);
        return new CloudEvent(
                "1.0",
                Ids.newId(),
                "/tradepost/orders",
                type,
                order.toString(),
                time,
                "application/json",
                sequence,
                null,
                data);
    }
}
