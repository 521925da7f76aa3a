package org.tradepost.users.account.control;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.settings.SettingsTable;
import org.tradepost.shared.testkit.GeneratedSection;

class AccountCacheSettingsTest {

    @Test
    void theTableInTheDocumentIsOfThese() throws IOException {
        GeneratedSection.requireUpToDate(
                "docs/configuration.md",
                "settings users",
                SettingsTable.of(new AccountCacheSettings(), name -> Optional.empty()));
    }
}
