package org.tradepost.catalog;

import org.tradepost.shared.testkit.PermissionsAsDocumented;

class PermissionsTest extends PermissionsAsDocumented {

    PermissionsTest() {
        super("catalog", new CatalogApplication());
    }
}
