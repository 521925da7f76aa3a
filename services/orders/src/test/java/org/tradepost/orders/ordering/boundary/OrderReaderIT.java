package org.tradepost.orders.ordering.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.orders.ordering.boundary.OrderReader.ListQuery;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.Order.Change;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.testkit.TestPostgres;

/** Who may read what, and which requests are refused how. */
class OrderReaderIT {

    private static OrderRows rows;
    private static OrderQueries queries;

    private final Caller owner = caller("user");
    private final Caller stranger = caller("user");
    private final Caller admin = caller("admin");

    @BeforeAll
    static void open() {
        Jdbi jdbi = TestPostgres.start().database("orders").jdbi();
        rows = new OrderRows(jdbi);
        queries = new OrderQueries(jdbi, OrderRows.deliveries());
    }

    @Test
    void anOrderIsThereForItsOwnerAndAdministratorsOnly() {
        Order order = rows.place(owner.userId(), null, null);
        String id = order.id().toString();

        assertThat(reader(owner).order(id).userId()).isEqualTo(owner.userId());
        assertThat(reader(admin).order(id).id()).isEqualTo(order.id().value());
        assertThat(reader(owner).timeline(id, null, null).items()).hasSize(1);
        assertRefused(CommonError.NOT_FOUND, () -> reader(stranger).order(id));
        assertRefused(CommonError.NOT_FOUND, () -> reader(stranger).timeline(id, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"019aa8a2-7c50-7b7e-9f00-3f6f2a1b0c01", "1", "..", ""})
    void whatIsNoOrderIsNotFound(String id) {
        assertRefused(CommonError.NOT_FOUND, () -> reader(admin).order(id));
        assertRefused(CommonError.NOT_FOUND, () -> reader(admin).timeline(id, null, null));
    }

    @Test
    void aListHasTheCallersOwnOrders() {
        Order own = rows.place(owner.userId(), null, null);
        rows.place(stranger.userId(), null, null);

        assertThat(ids(reader(owner).list(all()))).containsExactly(own.id().value());
        assertThat(ids(reader(owner).list(ofUser(owner))))
                .containsExactly(own.id().value());
    }

    @Test
    void anAdministratorListsEverybodysOrdersOrOnePersons() {
        Order first = rows.place(owner.userId(), null, null);
        Order second = rows.place(stranger.userId(), null, null);

        assertThat(ids(reader(admin).list(all())))
                .startsWith(second.id().value(), first.id().value());
        assertThat(ids(reader(admin).list(ofUser(owner))))
                .containsExactly(first.id().value());
    }

    @Test
    void anotherPersonsOrdersAreForbidden() {
        assertRefused(CommonError.FORBIDDEN, () -> reader(stranger).list(ofUser(owner)));
    }

    @Test
    void pagesFollowEachOtherByCursor() {
        List<UUID> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.add(0, rows.place(owner.userId(), null, null).id().value());
        }
        Page<OrderSummaryResponse> first = reader(owner).list(page("2", null));
        Page<OrderSummaryResponse> second = reader(owner).list(page("2", first.nextCursor()));
        Page<OrderSummaryResponse> third = reader(owner).list(page("2", second.nextCursor()));

        assertThat(ids(first)).isEqualTo(placed.subList(0, 2));
        assertThat(ids(second)).isEqualTo(placed.subList(2, 4));
        assertThat(ids(third)).isEqualTo(placed.subList(4, 5));
        assertThat(third.nextCursor()).isNull();
    }

    @Test
    void aTimelineTellsWhatHappenedAndContinuesByCursor() {
        Order placed = rows.place(owner.userId(), null, null);
        Change confirmed = placed.confirm(UUID.randomUUID(), Instant.now());
        Change refunded = confirmed.order().refunded(UUID.randomUUID(), 98, Instant.now());
        rows.insert(confirmed.event());
        rows.insert(refunded.event());
        String id = placed.id().toString();

        Page<TimelineEntry> first = reader(owner).timeline(id, "2", null);
        Page<TimelineEntry> second = reader(owner).timeline(id, "2", first.nextCursor());

        assertThat(first.items()).extracting(TimelineEntry::type).containsExactly("order-placed", "order-confirmed");
        assertThat(first.items().get(0).data().total().amount()).isEqualTo(2598);
        assertThat(second.items()).hasSize(1);
        assertThat(second.items().get(0).status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
        assertThat(second.items().get(0).data().refunded().amount()).isEqualTo(98);
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void administratorsListOrdersThatNeedAttention() {
        Order stuck = rows.place(owner.userId(), null, null);
        rows.place(owner.userId(), null, null);
        Order attention =
                stuck.needsAttention("PAYMENT_UNSETTLED", Instant.now()).order();
        rows.update(attention);

        assertThat(ids(reader(admin).everybodys("NEEDS_ATTENTION", null, null)))
                .containsExactly(stuck.id().value());
        assertThat(ids(reader(admin).everybodys(null, "2", null))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "WzFd", "eyJhIjoxfQ", "WyJhIiwiYiJd", "WyJub3QtYW4taWQiXQ", "W251bGxd"})
    void aCursorThatNoListHandedOutIsMalformed(String cursor) {
        String id = rows.place(owner.userId(), null, null).id().toString();

        assertRefused(CommonError.MALFORMED_REQUEST, () -> reader(owner).list(page(null, cursor)));
        assertRefused(CommonError.MALFORMED_REQUEST, () -> reader(owner).timeline(id, null, cursor));
        assertRefused(CommonError.MALFORMED_REQUEST, () -> reader(admin).everybodys(null, null, cursor));
    }

    @Test
    void limitsThatAreNoNumbersAreMalformedAndOthersOutOfRangeInvalid() {
        assertRefused(CommonError.MALFORMED_REQUEST, () -> reader(owner).list(page("ten", null)));
        assertRefused(CommonError.VALIDATION_ERROR, () -> reader(owner).list(page("0", null)));
        assertRefused(CommonError.VALIDATION_ERROR, () -> reader(owner).list(page("101", null)));
        assertRefused(CommonError.VALIDATION_ERROR, () -> reader(owner).list(page("2147483648", null)));
    }

    @Test
    void filtersThatCannotBeAreRefused() {
        assertRefused(CommonError.MALFORMED_REQUEST, () -> reader(admin)
                .list(new ListQuery("me", null, null, null, null, null)));
        assertRefused(CommonError.VALIDATION_ERROR, () -> reader(owner)
                .list(new ListQuery(null, "confirmed", null, null, null, null)));
        assertRefused(CommonError.VALIDATION_ERROR, () -> reader(owner)
                .list(new ListQuery(null, null, "", null, null, null)));
        assertRefused(CommonError.VALIDATION_ERROR, () -> reader(owner)
                .list(new ListQuery(null, null, null, "\0", null, null)));
        assertRefused(CommonError.VALIDATION_ERROR, () -> reader(admin).everybodys("LOST", null, null));
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }

    private static OrderReader reader(Caller caller) {
        return new OrderReader(queries, caller);
    }

    private static Caller caller(String role) {
        return new Caller(UUID.randomUUID(), Set.of(role), Set.of(Permissions.ORDER_READ));
    }

    private static ListQuery all() {
        return page(null, null);
    }

    private static ListQuery page(String limit, String cursor) {
        return new ListQuery(null, null, null, null, limit, cursor);
    }

    private static ListQuery ofUser(Caller user) {
        return new ListQuery(user.userId().toString(), null, null, null, null, null);
    }

    private static List<UUID> ids(Page<OrderSummaryResponse> page) {
        return page.items().stream().map(OrderSummaryResponse::id).toList();
    }
}
