package org.tradepost.cli.drill.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tradepost.cli.drill.load.Call;
import org.tradepost.cli.drill.load.Goods;
import org.tradepost.cli.drill.load.Intent;
import org.tradepost.cli.drill.load.Outcome;
import org.tradepost.cli.verify.VerifyReport.Result;

/**
 * Compares what callers were told with what is so. The databases may agree with each other and still be wrong: these checks know
 * what was asked for.
 */
public final class HistoryChecks {
    private static final int SHOWN = 50;

    /** Ranks of an order's statuses: a caller who has seen one never sees a lower one later. */
    private static final Map<String, Integer> RANKS = Map.of(
            "PENDING",
            0,
            "CONFIRMED",
            1,
            "PARTIALLY_REFUNDED",
            2,
            "CANCELLING",
            3,
            "REFUNDED",
            4,
            "CANCELLED",
            4,
            "REJECTED",
            4);

    private final Evidence evidence;

    /** What a check looked at and what it found. */
    private static final class Findings {
        private final List<String> breaches = new ArrayList<>();
        private long checked;

        void expect(boolean holds, String otherwise, Object... values) {
            checked++;
            if (!holds) {
                breaches.add(otherwise.formatted(values));
            }
        }
    }

    private HistoryChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Runs every check. */
    public static List<Result> run(Evidence evidence) {
        HistoryChecks checks = new HistoryChecks(evidence);
        Map<String, Function<HistoryChecks, Findings>> all = new LinkedHashMap<>();
        all.put("acknowledged-orders-exist", HistoryChecks::acknowledgedExist);
        all.put("answers-came-true", HistoryChecks::answersCameTrue);
        all.put("one-effect-per-key", HistoryChecks::oneEffectPerKey);
        all.put("every-order-was-wanted", HistoryChecks::everyOrderWasWanted);
        all.put("refused-left-nothing", HistoryChecks::refusedLeftNothing);
        all.put("other-body-under-a-key-refused", HistoryChecks::otherBodyRefused);
        all.put("every-charge-has-its-order", HistoryChecks::everyChargeHasItsOrder);
        all.put("refunds-as-wanted", HistoryChecks::refundsAsWanted);
        all.put("scarce-goods-not-oversold", HistoryChecks::scarceGoodsNotOversold);
        all.put("reads-never-go-back", HistoryChecks::readsNeverGoBack);
        return all.entrySet().stream()
                .map(check -> result(check.getKey(), check.getValue().apply(checks)))
                .toList();
    }

    /** The result under a name; of many breaches the first are shown. */
    private static Result result(String name, Findings findings) {
        List<String> shown =
                new ArrayList<>(findings.breaches.stream().limit(SHOWN).toList());
        if (findings.breaches.size() > SHOWN) {
            shown.add("and " + (findings.breaches.size() - SHOWN) + " more");
        }
        return new Result(name, findings.breaches.isEmpty(), findings.checked, shown);
    }

    private Findings acknowledgedExist() {
        Findings findings = new Findings();
        evidence.wanted(Intent.Kind.ORDER).forEach(intent -> intent.orders().forEach(id -> {
            Books.Order order = evidence.books().orders().get(id);
            findings.expect(order != null, "%s was answered with order %s, which does not exist", intent, id);
            if (order != null) {
                findings.expect(
                        order.userId().equals(evidence.owner(intent)),
                        "%s was answered with order %s of somebody else",
                        intent,
                        id);
                findings.expect(
                        order.totalMinor() == intent.totalMinor(),
                        "%s cost %d, its order %s says %d",
                        intent,
                        intent.totalMinor(),
                        id,
                        order.totalMinor());
            }
        }));
        return findings;
    }

    /** A confirmation stands, a refusal is final, and what was promised is finished in the end. */
    private Findings answersCameTrue() {
        Findings findings = new Findings();
        for (Intent intent : evidence.intents()) {
            for (Call call : intent.calls()) {
                Books.Order order = call.orderId() == null
                        ? null
                        : evidence.books().orders().get(call.orderId());
                if (order == null || order.needsAttention()) {
                    continue;
                }
                findings.expect(order.atRest(), "%s: order %s is still %s", intent, order.id(), order.status());
                if (intent.kind() == Intent.Kind.ORDER && call.status() == 201) {
                    findings.expect(
                            order.confirmed(),
                            "%s was confirmed (201), order %s is %s",
                            intent,
                            order.id(),
                            order.status());
                }
                if (intent.kind() == Intent.Kind.ORDER && call.outcome() == Outcome.REFUSED) {
                    findings.expect(
                            order.status().equals("REJECTED"),
                            "%s was refused (%s), order %s is %s",
                            intent,
                            call.code(),
                            order.id(),
                            order.status());
                }
                if (intent.kind() == Intent.Kind.CANCELLATION && call.outcome() == Outcome.OK) {
                    findings.expect(
                            order.status().equals("CANCELLED"),
                            "%s was accepted, order %s is %s",
                            intent,
                            order.id(),
                            order.status());
                }
            }
        }
        return findings;
    }

    private Findings oneEffectPerKey() {
        Findings findings = new Findings();
        for (Intent intent : evidence.intents()) {
            findings.expect(
                    intent.orders().size() <= 1, "%s was answered with several orders: %s", intent, intent.orders());
            findings.expect(
                    intent.refunds().size() <= 1, "%s was answered with several refunds: %s", intent, intent.refunds());
        }
        Map<String, String> wantedBy = new HashMap<>();
        evidence.wanted(Intent.Kind.ORDER).forEach(intent -> intent.orders().forEach(id -> {
            String other = wantedBy.put(id, intent.marker());
            findings.expect(other == null, "order %s answers both %s and %s", id, other, intent.marker());
        }));
        return findings;
    }

    /** An order that no answer named is explained by a call whose outcome its buyer does not know, and by one only once. */
    private Findings everyOrderWasWanted() {
        Findings findings = new Findings();
        Map<String, Intent> byMarker = new HashMap<>();
        Set<String> named = new HashSet<>();
        evidence.wanted(Intent.Kind.ORDER).forEach(intent -> {
            byMarker.put(intent.marker(), intent);
            named.addAll(intent.orders());
        });
        Map<String, String> explained = new HashMap<>();
        for (String id : evidence.books().orders().keySet()) {
            if (named.contains(id)) {
                findings.checked++;
                continue;
            }
            Intent intent = byMarker.get(evidence.markers().getOrDefault(id, ""));
            findings.expect(
                    intent != null && intent.possible() && intent.orders().isEmpty(),
                    "order %s was acknowledged to nobody and is explained by no unanswered call (its marker: %s)",
                    id,
                    evidence.markers().get(id));
            if (intent != null) {
                String other = explained.put(intent.marker(), id);
                findings.expect(other == null, "%s made two orders: %s and %s", intent, other, id);
            }
        }
        return findings;
    }

    private Findings refusedLeftNothing() {
        Findings findings = new Findings();
        Set<String> markers = Set.copyOf(evidence.markers().values());
        evidence.wanted(Intent.Kind.ORDER)
                .filter(intent -> !intent.acknowledged() && !intent.possible())
                .forEach(intent -> findings.expect(
                        !markers.contains(intent.marker()),
                        "%s was refused before it was stored, and is stored",
                        intent));
        return findings;
    }

    private Findings otherBodyRefused() {
        Findings findings = new Findings();
        evidence.calls().stream()
                .filter(call -> call.action().equals("other-body") && call.outcome() != Outcome.UNKNOWN)
                .forEach(call -> findings.expect(
                        call.outcome() == Outcome.REFUSED && call.orderId() == null,
                        "another body under the key of %s was answered with %d and order %s",
                        call.intent(),
                        call.status(),
                        call.orderId()));
        return findings;
    }

    private Findings everyChargeHasItsOrder() {
        Findings findings = new Findings();
        evidence.books().charges().forEach((id, times) -> {
            Books.Order order = evidence.books().orders().get(id);
            findings.expect(order != null, "the provider charged for order %s, which does not exist", id);
            findings.expect(times == 1, "the provider charged %d times for order %s", times, id);
        });
        evidence.books().orders().values().stream().filter(Books.Order::atRest).forEach(order -> {
            long due = order.confirmed() ? order.totalMinor() - order.refundedMinor() : 0;
            long kept = evidence.books().kept().getOrDefault(order.id(), 0L);
            findings.expect(
                    kept == due,
                    "order %s is %s: the provider keeps %d, due is %d",
                    order.id(),
                    order.status(),
                    kept,
                    due);
        });
        return findings;
    }

    private Findings refundsAsWanted() {
        Findings findings = new Findings();
        Map<String, Long> possible = new HashMap<>();
        Set<String> promised = new HashSet<>();
        evidence.intents().stream()
                .filter(intent -> intent.kind() != Intent.Kind.ORDER)
                .forEach(intent -> {
                    promised.addAll(intent.refunds());
                    if (intent.acknowledged() || intent.possible()) {
                        possible.merge(intent.kind() + " " + intent.about(), 1L, Long::sum);
                    }
                    intent.refunds().forEach(id -> {
                        Books.Refund refund = evidence.books().refunds().get(id);
                        findings.expect(
                                refund != null
                                        && refund.status().equals("SETTLED")
                                        && refund.orderId().equals(intent.about()),
                                "%s was accepted as refund %s, stored is %s",
                                intent,
                                id,
                                refund);
                    });
                });
        Map<String, Long> stored = new HashMap<>();
        evidence.books()
                .refunds()
                .values()
                .forEach(refund -> stored.merge(refund.kind() + " " + refund.orderId(), 1L, Long::sum));
        stored.forEach((what, times) -> findings.expect(
                times <= possible.getOrDefault(what, 0L),
                "%s: stored %d times, wanted at most %d times",
                what,
                times,
                possible.getOrDefault(what, 0L)));
        return findings;
    }

    private Findings scarceGoodsNotOversold() {
        Findings findings = new Findings();
        Goods.scarce().forEach(product -> {
            long sold = evidence.books().sold().getOrDefault(product.sku(), 0L);
            findings.expect(sold <= product.stock(), "%s: sold %d of %d", product.sku(), sold, product.stock());
        });
        return findings;
    }

    private Findings readsNeverGoBack() {
        Findings findings = new Findings();
        Map<String, String> seen = new HashMap<>();
        for (Call call : evidence.calls()) {
            String status = call.orderStatus();
            if (call.action().equals("read") && call.status() == 404 && call.outcome() == Outcome.REFUSED) {
                findings.expect(false, "buyer %d was told that an order they had was not there", call.buyer());
            }
            if (call.orderId() == null || status == null || !RANKS.containsKey(status)) {
                continue;
            }
            String before = seen.put(call.orderId(), status);
            findings.expect(
                    before == null || RANKS.get(before) <= RANKS.get(status),
                    "order %s was %s and then %s",
                    call.orderId(),
                    before,
                    status);
        }
        return findings;
    }
}
