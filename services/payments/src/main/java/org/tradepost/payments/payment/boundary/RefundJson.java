package org.tradepost.payments.payment.boundary;

import java.util.UUID;
import org.tradepost.payments.payment.entity.Refund;
import org.tradepost.shared.money.Money;

/** A refund that was paid. */
public record RefundJson(UUID orderId, String refundId, Refund.Status status, Money amount) {}
