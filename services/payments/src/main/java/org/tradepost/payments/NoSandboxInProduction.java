package org.tradepost.payments;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.tradepost.shared.production.Finding;
import org.tradepost.shared.production.ProductionCheck;

/** The sandbox bank takes nobody's money. There is no other provider yet, so that payments does not start in production. */
@ApplicationScoped
public class NoSandboxInProduction implements ProductionCheck {

    @Override
    public List<Finding> findings() {
        return List.of(new Finding("tradepost.payments.provider", "is the sandbox, which takes no money"));
    }
}
