package org.tradepost.cli.drill.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tradepost.cli.client.NewCustomer;
import org.tradepost.cli.client.Workers;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiSession;

/** A number of buyers at once, and the history of what they were told. */
public final class Load implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofSeconds(90);

    private final History history;
    private final List<Buyer> buyers = new ArrayList<>();
    private volatile boolean open = true;

    private Load(Path historyFile) {
        this.history = new History(historyFile);
    }

    /**
     * Fills the shelves and registers the buyers.
     *
     * @param seed decides what the buyers draw, each for itself
     * @param historyFile where every call is written
     */
    public static Load prepare(
            ApiClient client, ApiSession admin, int buyers, long seed, PaymentTokens tokens, Path historyFile) {
        Goods.stock(admin);
        Load load = new Load(historyFile);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < buyers; i++) {
            ApiSession session = NewCustomer.register(client, "drill", "Drill Buyer");
            session.userId();
            load.buyers.add(new Buyer(i, session, load.history, random.split(), tokens));
        }
        return load;
    }

    /** Lets all buyers shop; returns when {@link #end} was called and the last one has its answer. */
    public void run() {
        Workers.forEach(buyers.size(), buyers, buyer -> buyer.shop(() -> open));
    }

    /** Nobody begins anything new. */
    public void end() {
        open = false;
    }

    /** Every buyer finds out what became of what they have not given up, within a minute and a half. */
    public void settle() {
        long end = System.nanoTime() + SETTLING.toNanos();
        Workers.forEach(buyers.size(), buyers, buyer -> buyer.settle(() -> System.nanoTime() - end < 0));
    }

    public List<Buyer> buyers() {
        return buyers;
    }

    public History history() {
        return history;
    }

    @Override
    public void close() {
        history.close();
    }
}
