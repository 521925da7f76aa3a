package org.tradepost.payments.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradepost.payments.testing.PaymentsFixture.pounds;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeOutcome.Charged;
import org.tradepost.payments.provider.entity.ChargeOutcome.Declined;
import org.tradepost.payments.provider.entity.ChargeOutcome.NotFound;
import org.tradepost.payments.provider.entity.ChargeOutcome.Voided;
import org.tradepost.payments.provider.entity.ChargeReturn;
import org.tradepost.payments.provider.entity.ReturnOutcome;
import org.tradepost.payments.testing.JdbiTransactions;
import org.tradepost.payments.testing.PaymentsFixture;
import org.tradepost.payments.testing.Simultaneously;
import org.tradepost.shared.database.Ids;

class SandboxBankIT {
    private static PaymentsFixture fixture;
    private static SandboxBank bank;

    @BeforeAll
    static void open() {
        fixture = new PaymentsFixture();
        bank = fixture.bank;
    }

    @Test
    void aRepeatedKeyIsTheSameCharge() {
        Charge charge = charge();

        ChargeOutcome first = bank.charge(charge);

        assertThat(first).isInstanceOf(Charged.class);
        assertThat(bank.charge(charge)).isEqualTo(first);
        assertThat(bank.find(charge.key())).isEqualTo(first);
        assertThat(fixture.chargesAtBank(charge.orderId())).containsExactly(500L);
    }

    @Test
    void anotherKeyIsASecondChargeForEveryoneToSee() {
        Charge charge = charge();
        bank.charge(charge);

        bank.charge(new Charge("other-" + charge.key(), charge.orderId(), charge.amount(), charge.token()));

        assertThat(fixture.chargesAtBank(charge.orderId())).containsExactly(500L, 500L);
    }

    @Test
    void manyAtOnceWithOneKeyAreOneCharge() throws Exception {
        Charge charge = charge();

        List<Object> outcomes = Simultaneously.run(12, i -> () -> bank.charge(charge));

        assertThat(Set.copyOf(outcomes)).hasSize(1);
        assertThat(fixture.chargesAtBank(charge.orderId())).hasSize(1);
    }

    @Test
    void aKeyIsNotChargedAnotherAmount() {
        Charge charge = charge();
        bank.charge(charge);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> bank.charge(new Charge(charge.key(), charge.orderId(), pounds(501), "tok_ok")));
        assertThat(fixture.chargesAtBank(charge.orderId())).containsExactly(500L);
    }

    @Test
    void aDeclinedKeyStaysDeclined() {
        Charge charge = charge();
        bank.decline(charge, "declined");

        assertThat(bank.charge(charge)).isEqualTo(new Declined("declined"));
        assertThat(bank.voidCharge(charge.key())).isEqualTo(new Declined("declined"));
        assertThat(fixture.chargesAtBank(charge.orderId())).isEmpty();
    }

    @Test
    void aVoidedKeyIsNeverCharged() {
        Charge charge = charge();
        assertThat(bank.find(charge.key())).isEqualTo(new NotFound());

        assertThat(bank.voidCharge(charge.key())).isEqualTo(new Voided());
        assertThat(bank.voidCharge(charge.key())).isEqualTo(new Voided());
        assertThat(bank.charge(charge)).isEqualTo(new Voided());
        assertThat(fixture.keyAtBank(charge.orderId())).containsExactly("VOIDED");
    }

    @Test
    void aVoidFindsTheChargeThatWasFaster() {
        Charge charge = charge();
        ChargeOutcome charged = bank.charge(charge);

        assertThat(bank.voidCharge(charge.key())).isEqualTo(charged);
    }

    @Test
    void aChargeAndAVoidAtOnceAgreeOnWhatHappened() throws Exception {
        for (int round = 0; round < 20; round++) {
            Charge charge = charge();

            List<Object> outcomes =
                    Simultaneously.run(2, i -> () -> i == 0 ? bank.charge(charge) : bank.voidCharge(charge.key()));

            assertThat(Set.copyOf(outcomes)).as("round %d", round).hasSize(1);
        }
    }

    @Test
    void aRefundIsPaidOncePerKey() {
        Charge charge = charge();
        bank.charge(charge);
        ChargeReturn wanted = ChargeReturn.of(charge.orderId(), "r1", pounds(200));

        assertThat(bank.giveBack(wanted)).isEqualTo(new ReturnOutcome.Returned());
        assertThat(bank.giveBack(wanted)).isEqualTo(new ReturnOutcome.Returned());
        assertThat(fixture.refundsAtBank(charge.orderId())).containsExactly(200L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bank.giveBack(ChargeReturn.of(charge.orderId(), "r1", pounds(201))));
    }

    @Test
    void racingRefundsNeverExceedTheCharge() throws Exception {
        Charge charge = charge();
        bank.charge(charge);

        List<Object> outcomes = Simultaneously.run(
                10, i -> () -> bank.giveBack(ChargeReturn.of(charge.orderId(), "r" + i, pounds(150))));

        assertThat(outcomes.stream().collect(Collectors.groupingBy(Object::getClass, Collectors.counting())))
                .containsEntry(ReturnOutcome.Returned.class, 3L)
                .containsEntry(ReturnOutcome.Refused.class, 7L);
        assertThat(fixture.refundsAtBank(charge.orderId())).containsExactly(150L, 150L, 150L);
    }

    @Test
    void whatWasNeverChargedIsNotRefunded() {
        Charge declined = charge();
        bank.decline(declined, "declined");

        assertThat(bank.giveBack(ChargeReturn.of(declined.orderId(), "r1", pounds(1))))
                .isEqualTo(new ReturnOutcome.Refused("more than was charged"));
        assertThat(bank.giveBack(ChargeReturn.of(Ids.newId(), "r1", pounds(1))))
                .isEqualTo(new ReturnOutcome.Refused("never charged"));
    }

    @Test
    void aFailureOnPurposeHappensOncePerKeyAndIsRemembered() {
        Charge charge = charge();

        assertThat(bank.firstFailureOf(charge.key())).isTrue();
        assertThat(new SandboxBank(fixture.bankDatabase.jdbi()).firstFailureOf(charge.key()))
                .isFalse();
    }

    @Test
    void theBanksRoleCannotRewriteItsBooks() {
        Charge charge = charge();
        bank.charge(charge);

        for (String forbidden : List.of(
                "UPDATE charge SET amount_minor = 1",
                "UPDATE charge SET status = 'VOIDED'",
                "DELETE FROM charge",
                "UPDATE refund SET amount_minor = 1",
                "DELETE FROM refund",
                "TRUNCATE charge CASCADE")) {
            assertThatThrownBy(() -> fixture.bankDatabase.jdbi().useHandle(handle -> handle.execute(forbidden)))
                    .as(forbidden)
                    .isInstanceOf(UnableToExecuteStatementException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void theServicesRoleCannotReachTheBank() {
        assertThatThrownBy(() -> fixture.database.jdbi().withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM bank.charge")
                        .mapTo(Long.class)
                        .one()))
                .hasMessageContaining("permission denied");
    }

    @Test
    void warmingUpLeavesNoCharge() {
        long before = rows();
        Jdbi jdbi = fixture.bankDatabase.jdbi();

        new WarmUpBank(new JdbiTransactions(jdbi), new SandboxBank(jdbi)).run();

        assertThat(rows()).isEqualTo(before);
    }

    private static long rows() {
        return fixture.bankDatabase.jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM charge")
                .mapTo(Long.class)
                .one());
    }

    private static Charge charge() {
        UUID orderId = Ids.newId();
        return Charge.of(orderId, pounds(500), "tok_ok");
    }
}
