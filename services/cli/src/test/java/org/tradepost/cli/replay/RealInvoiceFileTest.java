package org.tradepost.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads a real retailer's year. The file stays outside the project; where it is absent these tests say so and skip. */
class RealInvoiceFileTest {
    private static final Path FILE = Path.of("../../../shared/data/online-retail-2010-2011.csv.gz");

    @Test
    void readsTheWholeYearAsCountedByOtherMeans() {
        assumeTrue(Files.exists(FILE), () -> FILE + " is absent");

        InvoiceBook book = InvoiceFile.read(FILE);
        List<Invoice> orders = book.invoices().stream().filter(Invoice::isOrder).toList();
        SalesFigures figures = SalesFigures.read(orders);

        assertThat(book.channel()).isEqualTo("replay-959c8b384793");
        assertThat(book.invoices()).hasSize(25_900);
        assertThat(figures.orders()).isEqualTo(19_959);
        assertThat(figures.revenue()).isEqualTo(1_065_562_248L);
        assertThat(figures.revenueByCountry())
                .hasSize(38)
                .containsEntry("United Kingdom", 901_416_002L)
                .containsEntry("Netherlands", 28_544_634L);
        assertThat(figures.top(3))
                .containsExactly(
                        new SalesFigures.ProductUnits("23843", 80_995),
                        new SalesFigures.ProductUnits("23166", 78_033),
                        new SalesFigures.ProductUnits("22197", 56_921));
        assertThat(InvoiceBook.skippedRows(book.invoices()))
                .isEqualTo(Map.of(
                        "cancellation", 9_288L,
                        "adjustment", 3L,
                        "non-positive-quantity", 1_336L,
                        "non-positive-price", 1_179L,
                        "sub-minor-price", 4L));
        assertThat(book.products()).hasSize(3_920);
    }
}
