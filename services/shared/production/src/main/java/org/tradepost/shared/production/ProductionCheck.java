package org.tradepost.shared.production;

import java.util.List;

/** What one service demands of its own settings in production. */
public interface ProductionCheck {

    /** What is not as it must be; empty when all is well. */
    List<Finding> findings();
}
