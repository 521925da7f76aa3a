package org.tradepost.shared.database;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.production.Durability;
import org.tradepost.shared.production.Finding;
import org.tradepost.shared.production.ProductionCheck;
import org.tradepost.shared.production.ProductionMode;

/** Checks a service before anything else of it starts, its migrations included. */
@ApplicationScoped
public class StartUpChecks {

    /** Before the database is opened, which observes with 1. */
    private static final int FIRST = 0;

    @Inject
    Config config;

    @Inject
    @ConfigProperty(name = "tradepost.service.name")
    String service;

    @Inject
    @Any
    Instance<ProductionCheck> own;

    void onStartup(@Observes @Priority(FIRST) Startup event) {
        ProductionMode mode = new ProductionMode(name -> config.getOptionalValue(name, String.class));
        if (!mode.isOn()) {
            return;
        }
        List<Finding> findings = new ArrayList<>(mode.findings());
        try {
            findings.addAll(Durability.findings(Database.lookUp("jdbc/" + service)));
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL cannot be asked whether it is durable", e);
        }
        own.forEach(check -> findings.addAll(check.findings()));
        ProductionMode.require(findings);
    }
}
