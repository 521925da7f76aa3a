package org.tradepost.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.cli.CommandFailure;

class InvoiceFileTest {
    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    @TempDir
    Path folder;

    private InvoiceBook read(String content) throws IOException {
        return InvoiceFile.read(Files.writeString(folder.resolve("f.csv"), content));
    }

    @Test
    void fileThatDoesNotExistIsOneLine() {
        assertThatThrownBy(() -> InvoiceFile.read(folder.resolve("nowhere.csv")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("nowhere.csv");
    }

    @Test
    void emptyFileIsOneLine() {
        assertThatThrownBy(() -> read("")).isInstanceOf(CommandFailure.class).hasMessageContaining("is empty");
    }

    @Test
    void fileWithAHeaderAloneIsOneLine() {
        assertThatThrownBy(() -> read(HEADER))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no invoice");
    }

    @Test
    void fileOfAnotherKindIsOneLine() {
        assertThatThrownBy(() -> read("a,b\n1,2\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("InvoiceNo");
    }

    @Test
    void brokenRowInTheMiddleIsNamedAndNothingIsRead() {
        String rows = "1,A,x,1,d,1.00,,UK\n2,A,x,many,d,1.00,,UK\n3,A,x,1,d,1.00,,UK\n";
        assertThatThrownBy(() -> read(HEADER + rows))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("row 3")
                .hasMessageContaining("many");
    }

    @Test
    void rowWithAFieldMissingIsNamed() {
        assertThatThrownBy(() -> read(HEADER + "1,A,x,1,d,1.00,UK\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("row 2");
    }

    @ParameterizedTest
    @CsvSource({
        "C1, -1, 0.001, cancellation",
        "C1, 1, 1, cancellation",
        "A1, -1, 1, adjustment",
        "1, 0, 0, non-positive-quantity",
        "1, 1, -1, non-positive-price",
        "1, 1, 0.0, non-positive-price",
        "1, 1, 1.005, sub-minor-price"
    })
    void firstReasonThatMatchesCounts(String invoice, String quantity, String price, String reason) throws IOException {
        InvoiceBook book = read(HEADER + invoice + ",A,x," + quantity + ",d," + price + ",,UK\n");

        assertThat(InvoiceBook.skippedRows(book.invoices())).containsOnlyKeys(reason);
        assertThat(book.invoices().getFirst().isOrder()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "2.5, 250", "2.55, 255", "0.01, 1", "1.100, 110", "1E1, 1000"})
    void pricesBecomePence(String price, long pence) throws IOException {
        InvoiceBook book = read(HEADER + "1,A,x,1,d," + price + ",,UK\n");

        assertThat(book.invoices().getFirst().lines()).containsExactly(new SoldLine("A", 1, pence));
    }

    @Test
    void channelFollowsFromTheContentAlone() throws IOException {
        String content = HEADER + "1,A,x,1,d,1.00,,UK\n";
        Path other = Files.writeString(folder.resolve("other name.csv"), content);

        assertThat(InvoiceFile.read(other).channel())
                .isEqualTo(read(content).channel())
                .matches("replay-[0-9a-f]{12}");
        assertThat(read(content + "2,A,x,1,d,1.00,,UK\n").channel())
                .isNotEqualTo(InvoiceFile.read(other).channel());
    }
}
