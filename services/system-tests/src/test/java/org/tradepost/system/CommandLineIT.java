package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.system.CommandLine.Result;

/** The command line on a running platform, as scripts rely on it. */
@Tag("recovery")
class CommandLineIT {

    private final CommandLine tradepost = CommandLine.ofDeployment();

    @TempDir
    Path folder;

    @Test
    void statusNamesEveryProcess() {
        JsonNode status = tradepost.run("status", "--json").expect(0).json();
        assertThat(status.path("up").asBoolean()).isTrue();
        assertThat(status.path("gatewayUrl").asText())
                .isEqualTo(Deployment.get().url().toString());
        assertThat(status.path("processes").findValuesAsText("name"))
                .contains("supervisor", "postgresql", "kafka", "gateway", "users", "catalog", "orders", "payments");
        for (JsonNode process : status.path("processes")) {
            assertThat(ProcessHandle.of(process.path("pid").asLong())).isPresent();
        }
        assertThat(tradepost.run("status").expect(0).out())
                .contains(Deployment.get().url().toString());
    }

    @Test
    void verifyChecksEveryInvariant() {
        JsonNode report = tradepost.run("verify", "--json").expect(0).json();
        assertThat(report.path("ok").asBoolean()).isTrue();
        assertThat(report.path("invariants").size()).isGreaterThanOrEqualTo(9);
        for (JsonNode invariant : report.path("invariants")) {
            assertThat(invariant.path("ok").asBoolean()).as("%s", invariant).isTrue();
            assertThat(invariant.path("breaches").isArray()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fly",
                "up --sideways",
                "replay",
                "replay x --limit 0",
                "status --json extra",
                "bench nothing",
                "bench orders --direct"
            })
    void wrongUsageExitsWithTwo(String arguments) {
        Result result = tradepost.run(arguments.split(" ")).expect(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("tradepost: ").doesNotContain("Exception");
    }

    @Test
    void aServiceIsMeasuredPastTheGateway() {
        JsonNode report = tradepost
                .run("bench", "users", "--direct", "--clients", "2", "--duration", "1s", "--warmup", "0s", "--json")
                .expect(0)
                .json();
        assertThat(report.path("requests").asLong()).isPositive();
        assertThat(report.path("errors").asLong()).isZero();
    }

    @Test
    void aSecondUpSaysThatItIsRunning() {
        Result result = tradepost.run("up", "--detach", "--split").expect(0);
        assertThat(result.out())
                .contains("running already")
                .contains(Deployment.get().url().toString());
    }

    @Test
    void anExplicitPortThatIsTakenIsOneLine() {
        URI url = Deployment.get().url();
        Result result = CommandLine.in(folder.resolve("other"))
                .run("up", "--detach", "--port", Integer.toString(url.getPort()))
                .expectOneLine();
        assertThat(result.err()).contains(Integer.toString(url.getPort()));
    }

    @Test
    void withoutAPlatformCommandsSaySo() {
        CommandLine nowhere = CommandLine.in(folder.resolve("nowhere"));
        assertThat(nowhere.run("verify", "--json").expectOneLine().err()).contains("not running");
        assertThat(nowhere.run("status", "--json").expect(1).json().path("up").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "import-products"})
    void aFileThatIsMissingOrEmptyIsOneLine(String command) throws IOException {
        String missing = folder.resolve("missing.csv").toString();
        assertThat(tradepost.run(command, missing).expectOneLine().err()).contains("missing.csv");
        String empty = Files.createFile(folder.resolve("empty.csv")).toString();
        assertThat(tradepost.run(command, empty).expectOneLine().err()).contains("empty");
        tradepost.run(command, folder.toString()).expectOneLine();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "import-products"})
    void aFileOfAnotherKindIsRefusedWithTheReason(String command) throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "colour\nred\n");
        Result result = tradepost.run(command, other.toString()).expect(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().filter(line -> line.startsWith("tradepost: ")))
                .hasSize(1);
        assertThat(result.err()).doesNotContain("Exception");
    }

    @Test
    void productsAreImportedFromAFile() throws IOException {
        String sku = Shop.newSku();
        Path file = Files.writeString(
                folder.resolve("products.csv"),
                "sku,name,price,currency,stock\n" + sku + ",Lamp,1299,GBP,7\n" + sku + "x,,1,GBP,1\n");
        Result partly = tradepost.run("import-products", file.toString()).expect(1);
        assertThat(partly.out()).contains("1 created", "1 refused", "line 3");
        assertThat(Shop.stock(sku)).isEqualTo("7/0/7");
    }

    @Test
    void keysAreRotated() throws IOException {
        JsonNode keys = Api.JSON.readTree(
                tradepost.run("rotate-keys", "--json").expect(0).out());
        assertThat(keys.path("items").findValuesAsText("state")).contains("CURRENT", "NEXT", "RETIRED");
        assertThat(tradepost.run("rotate-keys").expect(0).out()).contains("SIGNS NOW", "yes");
    }

    @Test
    void theOnlyDataKeyIsNotRemoved() {
        assertThat(tradepost.run("rotate-data-key", "--remove-old").expect(1).err())
                .contains("one data key only", "nothing was removed");
    }

    @Test
    void invoicesAreReplayedOnceAndReconcile() throws IOException {
        Path file = Files.write(
                folder.resolve("invoices.csv"),
                List.of(
                        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
                        "1001,LAMP-" + folder.getFileName() + ",LAMP,6,12/1/2010 8:26,2.55,17850,United Kingdom",
                        "1002,POST-" + folder.getFileName() + ",POSTAGE,1,12/1/2010 8:28,18,12583,France",
                        "1001,LAMP-" + folder.getFileName() + ",LAMP,1,12/1/2010 8:26,2.10,17850,United Kingdom",
                        "C1003,LAMP-" + folder.getFileName() + ",LAMP,-1,12/1/2010 9:41,2.55,17850,United Kingdom"));
        replayTwice(file, 3, 2);
        JsonNode report =
                tradepost.run("replay", file.toString(), "--json").expect(0).json();
        assertThat(report.path("revenueMinor").asLong()).isEqualTo(6 * 255 + 210 + 1800);
        assertThat(report.path("byCountry").path("France").asLong()).isEqualTo(1800);
        assertThat(report.path("skipped").toString()).isEqualTo("{\"cancellation\":1}");
    }

    @Test
    void theFirstInvoicesOfARealRetailerReconcile() {
        Path file = Deployment.project().resolve("../shared/data/online-retail-2010-2011.csv.gz");
        assumeTrue(Files.exists(file), "the retailer's file is not beside the project: " + file);
        replayTwice(file, 300, 0);
    }

    private void replayTwice(Path file, int invoices, int orders) {
        String[] command = {"replay", file.toString(), "--limit", Integer.toString(invoices), "--json"};
        JsonNode first = tradepost.run(command).expect(0).json();
        assertThat(first.path("reconciled").asBoolean()).isTrue();
        assertThat(first.path("invoices").asInt()).isEqualTo(invoices);
        assertThat(first.path("orders").asInt()).isGreaterThanOrEqualTo(Math.max(1, orders));
        JsonNode second = tradepost.run(command).expect(0).json();
        assertThat(second.path("perSecond").asDouble())
                .as("orders placed again")
                .isZero();
        for (String figure : List.of("orders", "revenueMinor", "byCountry", "topProducts", "skipped", "reconciled")) {
            assertThat(second.path(figure)).as(figure).isEqualTo(first.path(figure));
        }
    }
}
