package org.tradepost.shared.settings;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.testkit.GeneratedSection;

class CommonSettingsDocumentedTest {

    @Test
    void theTableInTheDocumentIsOfThese() throws IOException {
        GeneratedSection.requireUpToDate(
                "docs/configuration.md",
                "settings every server",
                SettingsTable.of(new CommonSettings(), name -> Optional.empty()));
    }
}
