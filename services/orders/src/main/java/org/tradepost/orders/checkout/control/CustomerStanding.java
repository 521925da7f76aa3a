package org.tradepost.orders.checkout.control;

import java.util.UUID;

/** Whether somebody may order. */
public interface CustomerStanding {

    /** False only if the users service says so; when it cannot be reached, the valid token suffices. */
    boolean mayOrder(UUID user);
}
