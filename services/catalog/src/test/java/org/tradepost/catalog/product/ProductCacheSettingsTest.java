package org.tradepost.catalog.product;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.product.control.ProductCacheSettings;
import org.tradepost.shared.settings.SettingsTable;
import org.tradepost.shared.testkit.GeneratedSection;

class ProductCacheSettingsTest {

    @Test
    void theTableInTheDocumentIsOfThese() throws IOException {
        GeneratedSection.requireUpToDate(
                "docs/configuration.md",
                "settings catalog",
                SettingsTable.of(new ProductCacheSettings(), name -> Optional.empty()));
    }
}
