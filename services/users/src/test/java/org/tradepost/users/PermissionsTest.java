package org.tradepost.users;

import org.tradepost.shared.testkit.PermissionsAsDocumented;

class PermissionsTest extends PermissionsAsDocumented {

    PermissionsTest() {
        super("users", new UsersApplication());
    }
}
