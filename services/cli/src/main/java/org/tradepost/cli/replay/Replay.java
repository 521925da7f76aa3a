package org.tradepost.cli.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.cli.client.Workers;
import org.tradepost.client.http.ApiSession;

/** Places the invoices of a book that are not placed yet and reconciles the platform's report with the book. */
final class Replay {
    private static final int TOP_PRODUCTS = 10;

    private final InvoiceBook book;
    private final List<Invoice> chosen;
    private final Channel channel;
    private final InvoicePlacement placement;
    private final StockPreparation stock;
    private final int clients;

    Replay(ApiSession session, InvoiceBook book, int limit, int clients) {
        this.book = book;
        this.chosen = book.first(limit);
        this.channel = new Channel(session, book.channel());
        this.placement = new InvoicePlacement(session, book.channel());
        this.stock = new StockPreparation(session, clients);
        this.clients = clients;
    }

    ReplayReport run() {
        Map<String, Channel.History> earlier = channel.orders();
        List<Invoice> orders = chosen.stream().filter(Invoice::isOrder).toList();
        Set<String> placed = ConcurrentHashMap.newKeySet();
        List<Invoice> open = new ArrayList<>();
        List<Invoice> notPlaced = new ArrayList<>();
        for (Invoice invoice : orders) {
            Channel.History history = earlier.get(invoice.number());
            if (history != null && history.isPlaced()) {
                placed.add(invoice.number());
                continue;
            }
            open.add(invoice);
            // An unfinished order holds its stock already.
            if (history == null || !history.isUnfinished()) {
                notPlaced.add(invoice);
            }
        }
        stock.prepare(notPlaced, book);
        Progress run = new Progress();
        try (ProgressReporter progress = ProgressReporter.of("Placing invoices", orders.size())) {
            progress.advance(orders.size() - (long) open.size());
            Workers.forEach(clients, open, invoice -> {
                run.take(invoice, place(invoice, earlier.get(invoice.number())), placed);
                progress.advance(1);
            });
        }
        return report(orders, placed, earlier, run);
    }

    private InvoicePlacement.Outcome place(Invoice invoice, Channel.History history) {
        if (history != null && history.isUnfinished()) {
            return placement.resume(history.latest().id());
        }
        return placement.place(invoice, history == null ? 0 : history.refused());
    }

    private ReplayReport report(
            List<Invoice> orders, Set<String> placed, Map<String, Channel.History> earlier, Progress run) {
        List<Invoice> sold = orders.stream()
                .filter(invoice -> placed.contains(invoice.number()))
                .toList();
        SalesFigures own = SalesFigures.read(sold);
        List<String> differences = new ArrayList<>(run.refusals);
        differences.addAll(SalesFigures.read(inChannel(placed, earlier)).differencesFrom(channel.report()));
        return new ReplayReport(
                chosen.size(),
                own.orders(),
                InvoiceBook.skippedRows(chosen),
                own.revenue(),
                own.revenueByCountry(),
                own.top(TOP_PRODUCTS),
                sold.size() == orders.size() && differences.isEmpty(),
                run.perSecond(),
                differences);
    }

    /**
     * What the channel's report has to cover: this run's invoices and those that an earlier run with a larger limit placed.
     * The whole file was read, so its own figures are known for both.
     */
    private List<Invoice> inChannel(Set<String> placed, Map<String, Channel.History> earlier) {
        Set<String> references = new HashSet<>(placed);
        earlier.forEach((reference, history) -> {
            if (history.isPlaced()) {
                references.add(reference);
            }
        });
        return book.invoices().stream()
                .filter(invoice -> references.contains(invoice.number()))
                .toList();
    }

    /** What this run did, counted by all its clients. */
    private static final class Progress {
        private final long started = System.nanoTime();
        private final AtomicLong newlyPlaced = new AtomicLong();
        private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();

        void take(Invoice invoice, InvoicePlacement.Outcome outcome, Set<String> placed) {
            switch (outcome) {
                case InvoicePlacement.Outcome.Placed now -> {
                    newlyPlaced.incrementAndGet();
                    placed.add(invoice.number());
                }
                case InvoicePlacement.Outcome.PlacedEarlier before -> placed.add(invoice.number());
                case InvoicePlacement.Outcome.Refused refused ->
                    refusals.add("invoice " + invoice.number() + " was not placed: " + refused.why());
            }
        }

        /** Orders placed by this run a second, rounded to a tenth. */
        double perSecond() {
            double seconds = (System.nanoTime() - started) / 1e9;
            return Math.round(newlyPlaced.get() / Math.max(seconds, 1e-3) * 10) / 10.0;
        }
    }
}
