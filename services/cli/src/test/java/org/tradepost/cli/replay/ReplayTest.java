package org.tradepost.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Json;

class ReplayTest {
    private static final String FILE =
            """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            100,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
            101,85123a,,2,2010-12-01 08:28:00,1.25,,EIRE
            100,85123A,WHITE HEART,1,2010-12-01 08:26:00,2.95,17850,United Kingdom
            C102,D,Discount,-1,2010-12-01 09:41:00,27.50,14527,United Kingdom
            103,POST,POSTAGE,3,2010-12-01 08:45:00,18,12583,France
            103,"15056BL ","EDWARDIAN ""PARASOL"", BLACK",1,2010-12-01 08:45:00,5.95,12583,France
            104,22139,,56,2010-12-01 11:52:00,0,,United Kingdom
            105,22139,damages,-10,2010-12-01 11:52:00,1.00,,United Kingdom
            A106,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,United Kingdom
            107,22139,RETRO SPOT,1,2011-08-12 14:51:00,0.001,,United Kingdom
            107,22139,RETRO SPOT,4,2011-08-12 14:51:00,4.25,,United Kingdom
            """;

    @TempDir
    Path folder;

    private FakeShop shop;
    private ApiClient client;
    private ApiSession admin;

    @BeforeEach
    void open() throws IOException {
        shop = new FakeShop();
        client = new ApiClient(shop.url(), 4);
        admin = ApiSession.login(client, "a", "b");
    }

    @AfterEach
    void close() {
        client.close();
        shop.close();
    }

    private ReplayReport replay(int limit) throws IOException {
        return new Replay(admin, book(), limit, 2).run();
    }

    private InvoiceBook book() throws IOException {
        return InvoiceFile.read(Files.writeString(folder.resolve("invoices.csv"), FILE));
    }

    @Test
    void placesEveryInvoiceWithSoldLinesAndReconciles() throws IOException {
        ReplayReport report = replay(0);

        assertThat(report.differences()).isEmpty();
        assertThat(report.reconciled()).isTrue();
        assertThat(report.invoices()).isEqualTo(8);
        assertThat(report.orders()).isEqualTo(4);
        assertThat(report.revenueMinor()).isEqualTo(1825 + 250 + 5400 + 595 + 1700);
        assertThat(report.byCountry())
                .containsExactlyInAnyOrderEntriesOf(Map.of("United Kingdom", 3525L, "EIRE", 250L, "France", 5995L));
        assertThat(report.skipped())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "cancellation", 1L,
                        "adjustment", 1L,
                        "non-positive-quantity", 1L,
                        "non-positive-price", 1L,
                        "sub-minor-price", 1L));
        assertThat(report.topProducts())
                .startsWith(new SalesFigures.ProductUnits("85123A", 7), new SalesFigures.ProductUnits("22139", 4));
    }

    @Test
    void sendsLinesCountryCustomerAndSkuExactlyAsTheFileHasThem() throws IOException {
        replay(0);

        var france = shop.orders.values().stream()
                .filter(order -> order.body.path("reference").asText().equals("103"))
                .findFirst()
                .orElseThrow()
                .body;
        assertThat(france.path("items").path(1).path("sku").asText()).isEqualTo("15056BL ");
        assertThat(france.path("shippingAddress").path("country").asText()).isEqualTo("France");
        assertThat(france.path("customerRef").asText()).isEqualTo("12583");
        assertThat(shop.products.get("15056BL ").path("name").asText()).isEqualTo("EDWARDIAN \"PARASOL\", BLACK");
        assertThat(shop.products.get("85123a").path("name").asText()).isEqualTo("85123a");
        assertThat(shop.products.get("POST").path("stockTracked").asBoolean()).isFalse();
        var eire = shop.orders.values().stream()
                .filter(order -> order.body.path("reference").asText().equals("101"))
                .findFirst()
                .orElseThrow()
                .body;
        assertThat(eire.has("customerRef")).isFalse();
    }

    @Test
    void putsInExactlyTheStockThatIsMissing() throws IOException {
        replay(1);
        shop.stock.put("22139", 3L);

        replay(0);

        assertThat(shop.stock)
                .allSatisfy((sku, left) -> assertThat(left).as(sku).isZero());
    }

    @Test
    void secondReplayPlacesNothingEvenUnderAnotherNameAndCompression() throws IOException {
        replay(0);
        int requests = shop.orderRequests;
        Path packed = folder.resolve("renamed.data");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(FILE.getBytes(StandardCharsets.UTF_8));
        }

        ReplayReport report = new Replay(admin, InvoiceFile.read(packed), 0, 2).run();

        assertThat(shop.orderRequests).isEqualTo(requests);
        assertThat(report.reconciled()).isTrue();
        assertThat(report.orders()).isEqualTo(4);
        assertThat(report.perSecond()).isZero();
    }

    @Test
    void limitTakesTheFirstInvoicesOfAnyKind() throws IOException {
        ReplayReport report = replay(3);

        assertThat(report.reconciled()).isTrue();
        assertThat(report.invoices()).isEqualTo(3);
        assertThat(report.orders()).isEqualTo(2);
        assertThat(report.skipped()).isEqualTo(Map.of("cancellation", 1L));
    }

    @Test
    void smallerReplayAfterALargerOneReconcilesAndCoversOnlyItsOwnInvoices() throws IOException {
        replay(0);

        ReplayReport report = replay(2);

        assertThat(report.reconciled()).isTrue();
        assertThat(report.orders()).isEqualTo(2);
        assertThat(report.revenueMinor()).isEqualTo(1825 + 250);
    }

    @Test
    void lostAnswersAndServerErrorsAreAskedAgainUnderTheSameKey() throws IOException {
        shop.mishaps.addAll(List.of("DROP_AFTER", "FAIL_BEFORE", "PENDING"));

        ReplayReport report = replay(0);

        assertThat(report.differences()).isEmpty();
        assertThat(report.reconciled()).isTrue();
        assertThat(shop.orders).hasSize(4);
    }

    @Test
    void refusedInvoiceIsNamedAndNotReconciled() throws IOException {
        shop.mishaps.add("OUT_OF_STOCK");

        ReplayReport report = new Replay(admin, book(), 1, 1).run();

        assertThat(report.reconciled()).isFalse();
        assertThat(report.differences()).anySatisfy(line -> assertThat(line).contains("100", "OUT_OF_STOCK"));
    }

    @Test
    void orderThatAnotherRunPlacedMeanwhileCountsAsPlaced() throws IOException {
        InvoicePlacement placement = new InvoicePlacement(admin, "c");
        Invoice invoice = book().first(1).getFirst();
        replay(1);

        assertThat(placement.place(invoice, 7)).isInstanceOf(InvoicePlacement.Outcome.PlacedEarlier.class);
    }

    @Test
    void reportThatIsOffByAPennyIsNotReconciled() throws IOException {
        shop.reportSkew = 1;

        ReplayReport report = replay(0);

        assertThat(report.reconciled()).isFalse();
        assertThat(report.differences()).anySatisfy(line -> assertThat(line).startsWith("revenue in pence"));
    }

    @Test
    void jsonHasExactlyTheDocumentedMembers() throws IOException {
        var json = Json.tree(Json.line(replay(2)));

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "invoices",
                        "orders",
                        "skipped",
                        "revenueMinor",
                        "byCountry",
                        "topProducts",
                        "reconciled",
                        "perSecond");
        assertThat(json.path("skipped")).isEmpty();
        assertThat(json.path("topProducts").path(0).fieldNames()).toIterable().containsExactly("sku", "units");
    }
}
