package org.tradepost.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static List<Map<String, String>> products() throws IOException {
        try (var in = DemoRun.class.getResourceAsStream("catalogue.csv");
                MappingIterator<Map<String, String>> rows = new CsvMapper()
                        .readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(in)) {
            return rows.readAll();
        }
    }

    @Test
    void hasAboutTwoHundredProductsThatAreAllComplete() throws IOException {
        assertThat(products()).hasSizeBetween(180, 220).allSatisfy(product -> {
            assertThat(product)
                    .containsOnlyKeys(
                            "sku", "name", "description", "category", "price", "currency", "stockTracked", "stock");
            assertThat(product.values()).noneMatch(String::isBlank);
            assertThat(product.get("price")).matches("\\d+");
            assertThat(product.get("stock")).matches("\\d+");
            assertThat(product.get("stockTracked")).matches("true|false");
        });
    }

    @Test
    void namesEveryProductOnce() throws IOException {
        assertThat(products()).extracting(product -> product.get("sku")).doesNotHaveDuplicates();
        assertThat(products()).extracting(product -> product.get("name")).doesNotHaveDuplicates();
    }

    @Test
    void holdsTheProductsOfTheStory() throws IOException {
        assertThat(products())
                .extracting(product -> product.get("sku"))
                .contains("KIT-101", "PAN-101", "PAN-102", "HOM-101", "HOM-105", "TOY-103");
    }
}
