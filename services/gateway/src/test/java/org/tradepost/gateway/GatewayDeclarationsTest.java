package org.tradepost.gateway;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.settings.SettingsTable;
import org.tradepost.shared.testkit.GeneratedSection;

class GatewayDeclarationsTest {

    @Test
    void theTableInTheDocumentIsOfThese() throws IOException {
        GeneratedSection.requireUpToDate(
                "docs/configuration.md",
                "settings gateway",
                SettingsTable.of(new GatewayDeclarations(), name -> Optional.empty()));
    }
}
