package org.tradepost.catalog.productimport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.catalog.productimport.entity.ImportRow;
import org.tradepost.catalog.productimport.entity.RefusedFile;
import org.tradepost.catalog.productimport.entity.RowRefusal;

/** How files are read, in both formats. */
class ImportFilesTest {

    private static final String HEADER = "sku,name,description,category,price,currency,stockTracked,stock\n";

    @Test
    void a_row_becomes_a_product_with_its_opening_stock() throws Exception {
        ImportRow.Taken row = taken(csv(HEADER + "X ,Lamp,\"Red, \"\"big\"\"\",Light,1299,GBP,,7\n"))
                .get(0);
        assertThat(row.product().sku().value()).isEqualTo("X ");
        assertThat(row.product().description()).isEqualTo("Red, \"big\"");
        assertThat(row.product().category()).isEqualTo("Light");
        assertThat(row.product().price().amount()).isEqualTo(1299);
        assertThat(row.product().stockTracked()).isTrue();
        assertThat(row.openingStock()).isEqualTo(7);
        assertThat(row.line()).isEqualTo(2);
    }

    @Test
    void columns_come_in_any_order_and_most_can_be_left_out() throws Exception {
        ImportRow.Taken row =
                taken(csv("\uFEFFcurrency,price,name,sku\r\nGBP,0,Fee,F\r\n")).get(0);
        assertThat(row.product().name()).isEqualTo("Fee");
        assertThat(row.product().category()).isNull();
        assertThat(row.openingStock()).isZero();
    }

    @Test
    void a_quoted_field_may_hold_line_ends() throws Exception {
        List<ImportRow> rows = csv("sku,name,price,currency\nA,\"two\nlines\",1,GBP\n\nB,Lamp,1,GBP");
        assertThat(taken(rows)).extracting(r -> r.product().name()).containsExactly("two\nlines", "Lamp");
        assertThat(taken(rows)).extracting(ImportRow.Taken::line).containsExactly(2L, 5L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A,\"never closed,1,GBP",
                "A,\"closed\" too early,1,GBP",
                "A,too,few",
                "A,too,many,columns,here",
                "A,Lamp,12.99,GBP",
                "A,Lamp,-1,GBP",
                "A,Lamp,1000000000001,GBP",
                "A,Lamp,,GBP",
                "A,Lamp,1,QQQ",
                "A,Lamp,1,",
                "A,,1,GBP",
                ",Lamp,1,GBP",
                "a/b,Lamp,1,GBP",
                "A,La\uFFFDp,1,GBP",
            })
    void a_broken_row_in_the_middle_is_refused_with_its_line_and_the_others_are_taken(String broken) throws Exception {
        List<ImportRow> rows = csv(
                "sku,name,price,currency\nB,Before,1,GBP\n" + broken + "\nC,\"After, quoted\",1,GBP\nD,Last,1,GBP\n");
        assertThat(taken(rows)).extracting(r -> r.product().sku().value()).containsExactly("B", "C", "D");
        assertThat(refused(rows)).extracting(RowRefusal::line).containsExactly(3L);
    }

    @Test
    void an_endless_line_is_refused_without_being_kept_in_memory() throws Exception {
        List<ImportRow> rows = csv("sku,name,price,currency\nA," + "x".repeat(100_000) + ",1,GBP\nB,Lamp,1,GBP\n");
        assertThat(taken(rows)).hasSize(1);
        assertThat(refused(rows)).extracting(RowRefusal::line).containsExactly(2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "sku,name,price\n",
                "sku,name,price,currency,role\n",
                "sku,sku,name,price,currency\n",
                "\"sku,name\nA,B\n",
                "{\"sku\":\"A\"}\n",
            })
    void a_file_without_a_proper_header_is_refused_as_a_whole(String file) {
        assertThatExceptionOfType(RefusedFile.class).isThrownBy(() -> csv(file));
    }

    @Test
    void json_lines_take_the_price_flat_or_as_the_api_has_it() throws Exception {
        List<ImportRow> rows = ndjson(
                """
                {"sku":"A ","name":"Lamp","price":1299,"currency":"GBP","stockTracked":false}

                {"sku":"B","name":"Lamp","price":{"amount":5,"currency":"EUR"},"stock":3}
                """);
        assertThat(taken(rows)).extracting(r -> r.product().price().amount()).containsExactly(1299L, 5L);
        assertThat(taken(rows)).extracting(r -> r.product().stockTracked()).containsExactly(false, true);
        assertThat(taken(rows)).extracting(ImportRow.Taken::openingStock).containsExactly(0L, 3L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'sku':'A'",
                "[]",
                "null",
                "'text'",
                "{'sku':'A','name':'Lamp','price':1.5,'currency':'GBP'}",
                "{'sku':'A','name':'Lamp','price':'1','currency':'GBP'}",
                "{'sku':'A','name':'Lamp','price':1,'currency':'GBP','stock':-1}",
                "{'sku':'A','name':'Lamp','price':1,'currency':'GBP','role':'admin'}",
                "{'sku':'A','name':'Lamp','currency':'GBP'}",
            })
    void a_broken_line_of_json_is_refused_and_the_next_one_taken(String broken) throws Exception {
        List<ImportRow> rows = ndjson(
                broken.replace('\'', '"') + "\n{\"sku\":\"B\",\"name\":\"Lamp\",\"price\":1,\"currency\":\"GBP\"}");
        assertThat(refused(rows)).extracting(RowRefusal::line).containsExactly(1L);
        assertThat(taken(rows)).hasSize(1);
    }

    @Test
    void a_report_shows_a_thousand_reasons_and_says_that_there_are_more() {
        ImportTally tally =
                new ImportTally(batch -> new StoreBatch.Stored(0, batch.rows().size()));
        for (int line = 1; line <= 1_001; line++) {
            tally.take(ImportRow.Refused.of(line, null, "broken"));
        }
        assertThat(tally.finish().refused()).isEqualTo(1_001);
        assertThat(tally.finish().reasons()).hasSize(1_000);
        assertThat(tally.finish().reasonsTruncated()).isTrue();
    }

    private static List<ImportRow> csv(String file) throws IOException, RefusedFile {
        return all(new CsvRows(new FileLines(new StringReader(file))));
    }

    private static List<ImportRow> ndjson(String file) throws IOException, RefusedFile {
        return all(new NdjsonRows(new FileLines(new StringReader(file))));
    }

    private static List<ImportRow> all(ImportRows rows) throws IOException {
        List<ImportRow> all = new ArrayList<>();
        for (ImportRow row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
        }
        return all;
    }

    private static List<ImportRow.Taken> taken(List<ImportRow> rows) {
        return rows.stream()
                .filter(ImportRow.Taken.class::isInstance)
                .map(ImportRow.Taken.class::cast)
                .toList();
    }

    private static List<RowRefusal> refused(List<ImportRow> rows) {
        return rows.stream()
                .filter(ImportRow.Refused.class::isInstance)
                .map(row -> ((ImportRow.Refused) row).refusal())
                .toList();
    }
}
