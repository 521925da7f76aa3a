package org.tradepost.catalog.productimport.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tradepost.catalog.product.control.ProductChanges;
import org.tradepost.catalog.product.control.ProductEvents;
import org.tradepost.catalog.productimport.entity.ImportRow;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.outbox.OutboxEvent;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Takes one batch of an import, with the event that tells of it, in one transaction. */
@ApplicationScoped
public class StoreBatch {

    private final BatchRows rows;
    private final ImportClaims claims;
    private final OutboxWriter outbox;
    private final AuditTrail audit;
    private final ProductChanges changes;

    /**
     * A running import.
     *
     * @param id of this run
     * @param keyed whether it holds a claim under that id
     */
    public record Run(UUID id, UUID actor, boolean keyed) {}

    /** How a batch counts in the report. */
    public record Stored(long created, long updated) {}

    /** Which products a batch brought. */
    public record ImportedData(UUID importId, int batch, Collection<String> skus) {}

    @Inject
    public StoreBatch(
            BatchRows rows, ImportClaims claims, OutboxWriter outbox, AuditTrail audit, ProductChanges changes) {
        this.rows = rows;
        this.claims = claims;
        this.outbox = outbox;
        this.audit = audit;
        this.changes = changes;
    }

    /** For the container's proxy. */
    protected StoreBatch() {
        this(null, null, null, null, null);
    }

    /**
     * @param number of the batch, counted from 1
     * @param taken in file order; of rows with one SKU the last wins, and the opening stock is that of the first
     * @throws ProblemException 409 when the import's claim was lost
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Stored store(Run run, int number, List<ImportRow.Taken> taken) {
        if (run.keyed() && !claims.prolong(run.id())) {
            throw new ProblemException(CommonError.REQUEST_IN_FLIGHT, "The import is being run by a later request");
        }
        Map<String, ImportRow.Taken> bySku = new LinkedHashMap<>();
        for (ImportRow.Taken row : taken) {
            bySku.merge(
                    row.product().sku().value(),
                    row,
                    (first, later) -> new ImportRow.Taken(later.line(), later.product(), first.openingStock()));
        }
        long created = rows.store(List.copyOf(bySku.values()), run.actor());
        outbox.append(OutboxEvent.of(
                ProductEvents.TOPIC,
                ProductEvents.IMPORTED,
                run.id().toString(),
                number,
                new ImportedData(run.id(), number, bySku.keySet())));
        changes.imported(bySku.keySet());
        if (number == 1) {
            // Should the import end here, this still says whose products these are.
            audit.record(Deed.of(AuditAction.PRODUCTS_IMPORT_STARTED, "product-import", run.id()));
        }
        return new Stored(created, taken.size() - created);
    }
}
