package org.tradepost.payments.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.payments.testing.PaymentsFixture.pounds;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeOutcome.Charged;
import org.tradepost.payments.provider.entity.ChargeOutcome.Declined;
import org.tradepost.payments.provider.entity.ChargeOutcome.Failed;
import org.tradepost.payments.provider.entity.ChargeOutcome.NotFound;
import org.tradepost.payments.provider.entity.ChargeOutcome.Voided;
import org.tradepost.payments.testing.HeldTimer;
import org.tradepost.payments.testing.PaymentsFixture;
import org.tradepost.shared.database.Ids;

class SandboxProviderIT {
    private static PaymentsFixture fixture;
    private final AtomicInteger openConnections = new AtomicInteger();
    private final HeldTimer timer = new HeldTimer();
    private SandboxProvider provider;

    @BeforeAll
    static void open() {
        fixture = new PaymentsFixture();
    }

    @BeforeEach
    void countConnections() {
        provider = new SandboxProvider(new SandboxBank(Jdbi.create(new Counting(openConnections))), timer.executor());
    }

    @Test
    void okIsChargedAtOnce() {
        assertThat(ask("tok_ok").getNow(null)).isInstanceOf(Charged.class);
    }

    @Test
    void refusalsAreToldWithTheirReason() {
        assertThat(ask("tok_declined").getNow(null)).isEqualTo(new Declined("declined"));
        assertThat(ask("tok_insufficient_funds").getNow(null)).isEqualTo(new Declined("insufficient_funds"));
        assertThat(ask("tok_nobody_issued").getNow(null)).isEqualTo(new Declined("invalid_token"));
    }

    @Test
    void silenceWithoutAChargeHoldsNothing() {
        Charge charge = charge("tok_timeout");

        CompletableFuture<ChargeOutcome> answer = provider.charge(charge).toCompletableFuture();

        assertThat(answer).isNotDone();
        assertThat(openConnections).hasValue(0);
        assertThat(timer.delays()).isEmpty();
        assertThat(fixture.bank.find(charge.key())).isEqualTo(new NotFound());
    }

    @Test
    void silenceAfterAChargeHoldsNothingButTheMoney() {
        Charge charge = charge("tok_timeout_charged");

        CompletableFuture<ChargeOutcome> answer = provider.charge(charge).toCompletableFuture();

        assertThat(answer).isNotDone();
        assertThat(openConnections).hasValue(0);
        assertThat(fixture.bank.find(charge.key())).isInstanceOf(Charged.class);
    }

    @Test
    void anErrorComesOnceAndThenTheCharge() {
        Charge charge = charge("tok_error_once");

        assertThat(provider.charge(charge).toCompletableFuture().getNow(null)).isInstanceOf(Failed.class);
        assertThat(fixture.chargesAtBank(charge.orderId())).isEmpty();
        assertThat(provider.charge(charge).toCompletableFuture().getNow(null)).isInstanceOf(Charged.class);
        assertThat(fixture.chargesAtBank(charge.orderId())).hasSize(1);
    }

    @Test
    void aSlowChargeIsMadeAfterItsDelayAndHoldsNothingUntilThen() {
        Charge charge = charge("tok_slow_1500");

        CompletableFuture<ChargeOutcome> answer = provider.charge(charge).toCompletableFuture();

        assertThat(answer).isNotDone();
        assertThat(openConnections).hasValue(0);
        assertThat(timer.delays()).containsExactly(Duration.ofMillis(1500));
        timer.goOff();
        assertThat(answer.getNow(null)).isInstanceOf(Charged.class);
        assertThat(openConnections).hasValue(0);
    }

    @Test
    void aSlowChargeThatWasVoidedMeanwhileIsRefused() {
        Charge charge = charge("tok_slow_30000");
        CompletableFuture<ChargeOutcome> answer = provider.charge(charge).toCompletableFuture();

        assertThat(provider.voidCharge(charge.key()).toCompletableFuture().getNow(null))
                .isEqualTo(new Voided());
        timer.goOff();

        assertThat(answer.getNow(null)).isEqualTo(new Voided());
        assertThat(fixture.chargesAtBank(charge.orderId())).isEmpty();
    }

    private CompletableFuture<ChargeOutcome> ask(String token) {
        return provider.charge(charge(token)).toCompletableFuture();
    }

    private static Charge charge(String token) {
        return Charge.of(Ids.newId(), pounds(900), token);
    }

    private record Counting(AtomicInteger open) implements ConnectionFactory {
        @Override
        public Connection openConnection() throws SQLException {
            open.incrementAndGet();
            return fixture.bankDatabase.dataSource().getConnection();
        }

        @Override
        public void closeConnection(Connection connection) throws SQLException {
            open.decrementAndGet();
            connection.close();
        }
    }
}
