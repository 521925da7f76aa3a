package org.tradepost.catalog.productimport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradepost.catalog.CatalogFixture.EDITOR;
import static org.tradepost.catalog.CatalogFixture.line;
import static org.tradepost.catalog.Refusals.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.catalog.productimport.control.ImportProducts.Format;
import org.tradepost.catalog.productimport.entity.ImportReport;
import org.tradepost.catalog.productimport.entity.ImportRow;
import org.tradepost.catalog.productimport.entity.RefusedFile;
import org.tradepost.catalog.stock.entity.StockLevel;
import org.tradepost.shared.problem.CommonError;

class ImportProductsIT {

    private static final String HEADER = "sku,name,price,currency,stockTracked,stock\n";

    private CatalogFixture catalog;
    private ImportClaims claims;
    private ImportProducts imports;

    @BeforeEach
    void start() {
        catalog = new CatalogFixture();
        claims = new ImportClaims(catalog.jdbi);
        imports = ImportsForTests.over(catalog);
    }

    @Test
    void new_products_get_their_opening_stock_and_known_ones_keep_theirs() throws Exception {
        catalog.stocked("old", 5);
        ImportReport report =
                csv(null, HEADER + "old,Renamed,7,GBP,,100\nnew,New,8,EUR,,40\npost,Postage,3,GBP,false,\n");
        assertThat(report).isEqualTo(new ImportReport(3, 2, 1, 0, List.of(), false));
        assertThat(catalog.queries.find("old").orElseThrow().name()).isEqualTo("Renamed");
        assertThat(catalog.queries.find("old").orElseThrow().version()).isEqualTo(2);
        assertThat(catalog.queries.find("post").orElseThrow().stockTracked()).isFalse();
        assertThat(catalog.level("old")).isEqualTo(new StockLevel("old", 5, 0));
        assertThat(catalog.level("new")).isEqualTo(new StockLevel("new", 40, 0));
        assertThat(catalog.unbalanced()).isEmpty();
    }

    /** 503 would say that nothing was begun. */
    @Test
    void a_want_of_connections_is_no_refusal_once_a_batch_may_have_been_taken() {
        StoreBatch withoutConnections = new StoreBatch(null, claims, catalog.outbox, catalog.audit, catalog.changes) {
            @Override
            public Stored store(Run run, int number, List<ImportRow.Taken> taken) {
                throw new ConnectionException(new SQLException("none within 3 s"));
            }
        };
        ImportProducts hapless = new ImportProducts(withoutConnections, claims, catalog.audit, new ImportPlaces(1));
        var file = new ByteArrayInputStream((HEADER + "A,Lamp,1,GBP,,5\n").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> hapless.run(EDITOR, "hapless", Format.CSV, file))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(ConnectionException.class);
    }

    @Test
    void a_sku_that_comes_twice_is_what_its_last_row_says() throws Exception {
        ImportReport report = csv(null, HEADER + "A,First,1,GBP,,5\nA,Second,2,GBP,,9\na,Other,3,GBP,,\n");
        assertThat(report).isEqualTo(new ImportReport(3, 2, 1, 0, List.of(), false));
        assertThat(catalog.queries.find("A").orElseThrow().name()).isEqualTo("Second");
        assertThat(catalog.level("A").onHand()).isEqualTo(5);
    }

    @Test
    void a_row_that_changes_nothing_leaves_the_version_alone() throws Exception {
        csv(null, HEADER + "A,Lamp,1,GBP,,5\n");
        assertThat(csv(null, HEADER + "A,Lamp,1,GBP,,5\n").updated()).isEqualTo(1);
        assertThat(catalog.queries.find("A").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void tracking_is_switched_and_a_deleted_product_comes_back() throws Exception {
        catalog.stocked("A", 5);
        csv(null, HEADER + "A,Lamp,1,GBP,false,\n");
        UUID order = UUID.randomUUID();
        catalog.reserve(order, line("A", 50));
        assertThat(catalog.level("A")).isEqualTo(new StockLevel("A", 5, 0));
        catalog.archive("A", "*");
        assertThat(csv(null, HEADER + "A,Lamp,1,GBP,true,70\n").updated()).isEqualTo(1);
        catalog.reserve(UUID.randomUUID(), line("A", 2));
        assertThat(catalog.level("A")).isEqualTo(new StockLevel("A", 5, 2));
    }

    @Test
    void broken_rows_are_reported_and_the_others_taken() throws Exception {
        ImportReport report =
                csv(null, HEADER + "A,Lamp,1,GBP,,\nB,\"broken,1,GBP,,\nC,Lamp,x,GBP,,\nD,\"Lamp\",1,GBP,,\n");
        assertThat(report.created()).isEqualTo(2);
        assertThat(report.refused()).isEqualTo(2);
        assertThat(report.reasons()).extracting("line").containsExactly(3L, 4L);
        assertThat(report.reasons()).extracting("sku").containsExactly(null, "C");
    }

    @Test
    void an_empty_file_or_one_without_rows_is_refused() {
        assertThatExceptionOfType(RefusedFile.class).isThrownBy(() -> csv("key", ""));
        assertThatExceptionOfType(RefusedFile.class).isThrownBy(() -> csv("key", HEADER));
        assertThatExceptionOfType(RefusedFile.class)
                .isThrownBy(() -> imports.run(EDITOR, "key", Format.NDJSON, stream("\n")));
    }

    @Test
    void a_repeated_key_gets_the_first_report_and_applies_nothing() throws Exception {
        String file = HEADER + "A,Lamp,1,GBP,,5\nB,,1,GBP,,\n";
        ImportReport first = csv("key", file);
        catalog.replace(CatalogFixture.details("A", "Edited since", true), "*");
        assertThat(csv("key", file)).isEqualTo(first);
        assertThat(catalog.queries.find("A").orElseThrow().name()).isEqualTo("Edited since");
        assertRefused(CommonError.IDEMPOTENCY_KEY_REUSED, () -> csv("key", file + "C,Lamp,1,GBP,,\n"));
        assertThat(catalog.queries.find("C")).isEmpty();
        assertThat(imports.run(UUID.randomUUID(), "key", Format.CSV, stream(file))
                        .updated())
                .isEqualTo(1);
    }

    @Test
    void a_key_in_use_is_refused_until_its_lease_has_ended() throws Exception {
        assertThat(claims.claim(EDITOR, "key")).isInstanceOf(ImportClaims.Claim.Ours.class);
        assertRefused(CommonError.REQUEST_IN_FLIGHT, () -> csv("key", HEADER + "A,Lamp,1,GBP,,5\n"));
        catalog.jdbi.useHandle(h -> h.execute("UPDATE product_import SET leased_until = now() - interval '1 second'"));
        assertThat(csv("key", HEADER + "A,Lamp,1,GBP,,5\n").created()).isEqualTo(1);
    }

    @Test
    void a_run_whose_claim_was_taken_over_stores_nothing_more() {
        StoreBatch batches =
                new StoreBatch(new BatchRows(catalog.jdbi), claims, catalog.outbox, catalog.audit, catalog.changes);
        StoreBatch.Run lost = new StoreBatch.Run(UUID.randomUUID(), EDITOR, true);
        assertRefused(CommonError.REQUEST_IN_FLIGHT, () -> batches.store(lost, 1, List.of()));
    }

    @Test
    void a_hundred_thousand_rows_take_no_more_memory_than_a_thousand() throws Exception {
        int rows = 100_000;
        ImportReport report = imports.run(EDITOR, "big", Format.CSV, new Generated(rows));
        assertThat(report.created()).isEqualTo(rows);
        assertThat(catalog.queries.find("G-99999")).isPresent();
        assertThat(catalog.level("G-500").onHand()).isEqualTo(3);
        long events = catalog.jdbi.withHandle(
                h -> h.createQuery("SELECT count(*) FROM outbox WHERE payload LIKE '%products-imported%'")
                        .mapTo(Long.class)
                        .one());
        assertThat(events).isEqualTo(rows / 1_000);
        assertThat(catalog.unbalanced()).isEmpty();
    }

    private ImportReport csv(String key, String file) throws IOException, RefusedFile {
        return imports.run(EDITOR, key, Format.CSV, stream(file));
    }

    private static InputStream stream(String file) {
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }

    /** A file that is made while it is read and checks that nobody hoards it. */
    private static final class Generated extends InputStream {

        private static final long HEADROOM = 96L * 1024 * 1024;

        private final int rows;
        private final long before;
        private byte[] line = HEADER.getBytes(StandardCharsets.UTF_8);
        private int position;
        private int made;

        Generated(int rows) {
            this.rows = rows;
            this.before = used();
        }

        @Override
        public int read() throws IOException {
            if (position == line.length) {
                if (made == rows) {
                    return -1;
                }
                line = ("G-" + made++ + ",A generated product with a name of a usual length,1299,GBP,true,3\n")
                        .getBytes(StandardCharsets.UTF_8);
                position = 0;
                if (made % 20_000 == 0) {
                    System.gc();
                    assertThat(used() - before).isLessThan(HEADROOM);
                }
            }
            return line[position++];
        }

        private static long used() {
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }
}
