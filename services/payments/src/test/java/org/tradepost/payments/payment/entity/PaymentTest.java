package org.tradepost.payments.payment.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.tradepost.payments.payment.entity.PaymentStatus.CAPTURED;
import static org.tradepost.payments.payment.entity.PaymentStatus.DECLINED;
import static org.tradepost.payments.payment.entity.PaymentStatus.PARTIALLY_REFUNDED;
import static org.tradepost.payments.payment.entity.PaymentStatus.PENDING;
import static org.tradepost.payments.payment.entity.PaymentStatus.REFUNDED;
import static org.tradepost.payments.payment.entity.PaymentStatus.VOIDED;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.money.Money;

class PaymentTest {

    @Test
    void exactlyTheseTransitionsExist() {
        Map<PaymentStatus, Set<PaymentStatus>> expected = Map.of(
                PENDING, EnumSet.of(CAPTURED, DECLINED, VOIDED),
                CAPTURED, EnumSet.of(PARTIALLY_REFUNDED, REFUNDED),
                PARTIALLY_REFUNDED, EnumSet.of(PARTIALLY_REFUNDED, REFUNDED),
                DECLINED, Set.of(),
                VOIDED, Set.of(),
                REFUNDED, Set.of());
        for (PaymentStatus from : PaymentStatus.values()) {
            for (PaymentStatus to : PaymentStatus.values()) {
                assertThat(from.mayBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(expected.get(from).contains(to));
            }
        }
    }

    @Test
    void capturingTakesTheWholeAmountAndRaisesTheVersion() {
        Payment captured = pending().asCaptured("ch_1");

        assertThat(captured.status()).isEqualTo(CAPTURED);
        assertThat(captured.captured()).isEqualTo(new Money(1000, "EUR"));
        assertThat(captured.refundableMinor()).isEqualTo(1000);
        assertThat(captured.version()).isEqualTo(2);
    }

    @Test
    void refundsAddUpUntilNothingIsLeft() {
        Payment captured = withPromises(pending().asCaptured("ch_1"), 1000);

        Payment partly = captured.asRefunded(400);
        Payment wholly = partly.asRefunded(600);

        assertThat(partly.status()).isEqualTo(PARTIALLY_REFUNDED);
        assertThat(partly.refunded()).isEqualTo(new Money(400, "EUR"));
        assertThat(wholly.status()).isEqualTo(REFUNDED);
        assertThat(wholly.version()).isEqualTo(4);
    }

    @Test
    void whatIsFinalStaysSo() {
        assertThatIllegalStateException().isThrownBy(() -> pending().asVoided().asCaptured("ch_1"));
        assertThatIllegalStateException()
                .isThrownBy(() -> pending().asDeclined("declined").asVoided());
        assertThatIllegalStateException().isThrownBy(() -> pending().asRefunded(1));
    }

    @Test
    void theHashTellsEveryTermApart() {
        PaymentTerms terms = pending().terms().orElseThrow();

        assertThat(terms.hash())
                .isEqualTo(new PaymentTerms(terms.userId(), terms.amount(), "sandbox", "tok_ok").hash());
        assertThat(Set.of(
                        text(terms),
                        text(new PaymentTerms(UUID.randomUUID(), terms.amount(), "sandbox", "tok_ok")),
                        text(new PaymentTerms(terms.userId(), new Money(1001, "EUR"), "sandbox", "tok_ok")),
                        text(new PaymentTerms(terms.userId(), new Money(1000, "GBP"), "sandbox", "tok_ok")),
                        text(new PaymentTerms(terms.userId(), terms.amount(), "other", "tok_ok")),
                        text(new PaymentTerms(terms.userId(), terms.amount(), "sandbox", "tok_declined"))))
                .hasSize(6);
    }

    @Test
    void neitherPayerNorTokenCanGetIntoALog() {
        PaymentTerms terms = pending().terms().orElseThrow();

        assertThat(pending().toString())
                .doesNotContain("tok_ok")
                .doesNotContain(terms.userId().toString());
    }

    private static String text(PaymentTerms terms) {
        return HexFormat.of().formatHex(terms.hash());
    }

    private static Payment pending() {
        PaymentTerms terms = new PaymentTerms(new UUID(1, 2), new Money(1000, "EUR"), "sandbox", "tok_ok");
        return new Payment(
                new UUID(1, 3),
                new UUID(1, 4),
                PENDING,
                Optional.of(terms),
                null,
                null,
                0,
                0,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                1);
    }

    private static Payment withPromises(Payment payment, long promised) {
        return new Payment(
                payment.id(),
                payment.orderId(),
                payment.status(),
                payment.terms(),
                null,
                payment.providerChargeId(),
                payment.capturedMinor(),
                promised,
                payment.refundedMinor(),
                payment.createdAt(),
                payment.updatedAt(),
                payment.version());
    }
}
