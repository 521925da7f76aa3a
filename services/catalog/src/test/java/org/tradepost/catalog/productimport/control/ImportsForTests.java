package org.tradepost.catalog.productimport.control;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.catalog.productimport.control.ImportProducts.Format;
import org.tradepost.catalog.productimport.entity.ImportReport;
import org.tradepost.catalog.productimport.entity.ImportRow;

/** Imports as the container runs them: each batch in a transaction. */
public final class ImportsForTests {

    private ImportsForTests() {}

    static ImportProducts over(CatalogFixture catalog) {
        ImportClaims claims = new ImportClaims(catalog.jdbi);
        StoreBatch transactional =
                new StoreBatch(new BatchRows(catalog.jdbi), claims, catalog.outbox, catalog.audit, catalog.changes) {
                    @Override
                    public Stored store(Run run, int number, List<ImportRow.Taken> taken) {
                        return catalog.inTransaction(() -> super.store(run, number, taken));
                    }
                };
        return new ImportProducts(transactional, claims, catalog.audit, new ImportPlaces(10));
    }

    /** Imports a CSV file. */
    public static ImportReport run(CatalogFixture catalog, String csv) throws Exception {
        return over(catalog)
                .run(
                        CatalogFixture.EDITOR,
                        null,
                        Format.CSV,
                        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }
}
