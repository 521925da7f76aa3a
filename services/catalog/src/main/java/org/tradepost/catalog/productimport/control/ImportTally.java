package org.tradepost.catalog.productimport.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tradepost.catalog.productimport.entity.ImportReport;
import org.tradepost.catalog.productimport.entity.ImportRow;
import org.tradepost.catalog.productimport.entity.RowRefusal;

/** Gathers rows into batches and counts what becomes of them. */
final class ImportTally {

    static final int BATCH_SIZE = 1_000;
    static final int MAX_REASONS = 1_000;

    private final Function<Batch, StoreBatch.Stored> store;
    private final List<RowRefusal> reasons = new ArrayList<>();
    private List<ImportRow.Taken> batch = new ArrayList<>(BATCH_SIZE);
    private int batches;
    private long rows;
    private long created;
    private long updated;
    private long refused;

    /**
     * Rows to be stored together.
     *
     * @param number counted from 1
     */
    record Batch(int number, List<ImportRow.Taken> rows) {}

    ImportTally(Function<Batch, StoreBatch.Stored> store) {
        this.store = store;
    }

    void take(ImportRow row) {
        rows++;
        switch (row) {
            case ImportRow.Refused no -> {
                refused++;
                if (reasons.size() < MAX_REASONS) {
                    reasons.add(no.refusal());
                }
            }
            case ImportRow.Taken yes -> {
                batch.add(yes);
                if (batch.size() == BATCH_SIZE) {
                    storeBatch();
                }
            }
        }
    }

    /** Stores what is left. */
    ImportReport finish() {
        if (!batch.isEmpty()) {
            storeBatch();
        }
        return new ImportReport(rows, created, updated, refused, List.copyOf(reasons), refused > reasons.size());
    }

    private void storeBatch() {
        StoreBatch.Stored stored = store.apply(new Batch(++batches, batch));
        created += stored.created();
        updated += stored.updated();
        batch = new ArrayList<>(BATCH_SIZE);
    }
}
