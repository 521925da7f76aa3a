package org.tradepost.payments;

import org.tradepost.shared.testkit.PermissionsAsDocumented;

class PermissionsTest extends PermissionsAsDocumented {

    PermissionsTest() {
        super("payments", new PaymentsApplication());
    }
}
