package org.tradepost.orders;

import org.tradepost.shared.testkit.PermissionsAsDocumented;

class PermissionsTest extends PermissionsAsDocumented {

    PermissionsTest() {
        super("orders", new OrdersApplication());
    }
}
