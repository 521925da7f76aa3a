package org.tradepost.cli.drill.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Json;
import org.tradepost.client.http.Persistence;

/**
 * One customer who orders, asks again, changes their mind, wants money back and looks at what they have: sometimes careful, who
 * repeats what was not answered, sometimes not. Calls are made one at a time by one thread.
 */
public final class Buyer {
    private static final int REPETITIONS = 5;
    private static final long PAUSE_MILLIS = 200;
    /** Leaves servers that start again a share of the machine. */
    private static final int LONGEST_THOUGHT_MILLIS = 1_000;

    private static final long SETTLING_PAUSE_MILLIS = 500;

    private final int number;
    private final ApiSession session;
    private final Answers answers;
    private final RandomGenerator random;
    private final PaymentTokens tokens;
    private final List<Intent> intents = new ArrayList<>();
    private final List<Intent> bought = new ArrayList<>();
    private final Map<String, Long> providerFaults = new HashMap<>();
    private int wanted;

    record Line(String sku, long quantity) {}

    record Payment(String method, String token) {}

    record Address(String country, String line1) {}

    record Basket(List<Line> items, Payment payment, Address shippingAddress) {}

    record Piece(long lineNo, long quantity) {}

    record Refund(List<Piece> lines, boolean restock, String reason) {}

    Buyer(int number, ApiSession session, History history, RandomGenerator random, PaymentTokens tokens) {
        this.number = number;
        this.session = session;
        this.answers = new Answers(number, session, history);
        this.random = random;
        this.tokens = tokens;
    }

    public ApiSession session() {
        return session;
    }

    /** Everything this buyer ever wanted. */
    public List<Intent> intents() {
        return intents;
    }

    /** How often the payment provider was at fault in answering this buyer, by fault. */
    public Map<String, Long> providerFaults() {
        return providerFaults;
    }

    /** Goes on buying until the shop closes. */
    void shop(BooleanSupplier open) {
        while (open.getAsBoolean()) {
            switch (random.nextInt(20)) {
                case 0 -> changeMind();
                case 1 -> wantSomethingBack();
                case 2, 3 -> askAgain();
                case 4 -> reuseKey();
                case 5, 6 -> look();
                default -> order();
            }
            Persistence.pause(random.nextInt(LONGEST_THOUGHT_MILLIS));
        }
    }

    /** Finds out what became of everything that was not given up; for use when nothing fails any more. */
    void settle(BooleanSupplier patient) {
        for (Intent intent : intents) {
            while (intent.isOpen() && patient.getAsBoolean()) {
                if (answers.ask(intent, 1).outcome() == Outcome.UNKNOWN) {
                    Persistence.pause(SETTLING_PAUSE_MILLIS);
                }
            }
        }
    }

    private void order() {
        List<Line> lines = new ArrayList<>();
        long total = 0;
        for (int i = random.nextInt(3); i >= 0; i--) {
            Goods.Product product = Goods.any(random);
            long quantity = 1 + random.nextInt(3);
            lines.add(new Line(product.sku(), quantity));
            total += product.priceMinor() * quantity;
        }
        String token = tokens.any(random);
        String fault = PaymentTokens.fault(token);
        if (fault != null) {
            providerFaults.merge(fault, 1L, Long::sum);
        }
        String marker = marker();
        byte[] body = basket(lines, token, marker);
        Intent intent = Intent.order(number, marker, key(), body, total);
        pursue(intent, fault == null ? 1 + random.nextInt(10) : 1);
        bought.add(intent);
    }

    /** Asks until there is an answer, or gives up after the first that is missing. */
    private void pursue(Intent intent, int waitSeconds) {
        intents.add(intent);
        Call call = answers.ask(intent, waitSeconds);
        if (call.outcome() == Outcome.UNKNOWN && random.nextInt(3) == 0) {
            intent.abandon();
            return;
        }
        for (int i = 0; i < REPETITIONS && call.outcome() == Outcome.UNKNOWN; i++) {
            Persistence.pause(PAUSE_MILLIS);
            call = answers.ask(intent, waitSeconds);
        }
        if (call.outcome() == Outcome.REFUSED && call.status() >= 500
                || call.code().equals("NO_TOKEN")) {
            Persistence.pause(PAUSE_MILLIS);
        }
    }

    private void askAgain() {
        if (!intents.isEmpty()) {
            Intent intent = intents.get(random.nextInt(intents.size()));
            if (intent.acknowledged()) {
                answers.ask(intent, 1);
            }
        }
    }

    /** The same key for something else must be refused, and must bring nothing about. */
    private void reuseKey() {
        Intent intent = anyBought();
        if (intent != null && intent.acknowledged()) {
            Goods.Product product = Goods.any(random);
            answers.askOther(intent, basket(List.of(new Line(product.sku(), 7)), "tok_ok", intent.marker() + " other"));
        }
    }

    private void changeMind() {
        String order = anyOrder();
        if (order != null) {
            pursue(Intent.cancellation(number, marker(), key(), order), 1 + random.nextInt(5));
        }
    }

    private void wantSomethingBack() {
        String order = anyOrder();
        if (order != null) {
            Refund refund = new Refund(List.of(new Piece(1, 1)), random.nextBoolean(), "Drill");
            pursue(Intent.refund(number, marker(), key(), order, Json.bytes(refund)), 1 + random.nextInt(5));
        }
    }

    private void look() {
        String order = anyOrder();
        if (order != null) {
            answers.read(order);
        }
    }

    private String anyOrder() {
        Intent intent = anyBought();
        return intent == null ? null : intent.orders().stream().findFirst().orElse(null);
    }

    private Intent anyBought() {
        // Recent ones, so that faults meet orders that are still being worked on.
        int recent = Math.min(bought.size(), 50);
        return recent == 0 ? null : bought.get(bought.size() - 1 - random.nextInt(recent));
    }

    private static byte[] basket(List<Line> lines, String token, String marker) {
        return Json.bytes(new Basket(lines, new Payment("sandbox", token), new Address("United Kingdom", marker)));
    }

    private String marker() {
        return "drill " + number + "-" + ++wanted;
    }

    private String key() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
