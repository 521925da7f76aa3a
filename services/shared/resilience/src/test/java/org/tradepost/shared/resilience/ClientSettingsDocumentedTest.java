package org.tradepost.shared.resilience;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.settings.SettingsTable;
import org.tradepost.shared.testkit.GeneratedSection;

class ClientSettingsDocumentedTest {

    @Test
    void theTableInTheDocumentIsOfThese() throws IOException {
        GeneratedSection.requireUpToDate(
                "docs/configuration.md",
                "settings clients",
                SettingsTable.of(new ClientSettings(), name -> Optional.of("<client>")));
    }
}
