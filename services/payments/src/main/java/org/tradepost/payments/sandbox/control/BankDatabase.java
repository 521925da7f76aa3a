package org.tradepost.payments.sandbox.control;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.tradepost.shared.database.Database;
import org.tradepost.shared.database.Migrations;

/** The bank's own schema, which nothing but the sandbox provider reaches; migrated before it is used. */
@ApplicationScoped
public class BankDatabase {
    private static final int STATEMENT_TIMEOUT_SECONDS = 2;

    @Inject
    Config config;

    private Jdbi jdbi;

    @PostConstruct
    void open() {
        Migrations.of(config, "bank").run("classpath:db/bank");
        jdbi = Database.jdbi(Database.lookUp("jdbc/bank"));
        // Well within what a call to the provider may take, since the bank answers on the caller's thread.
        jdbi.getConfig(SqlStatements.class).setQueryTimeout(STATEMENT_TIMEOUT_SECONDS);
    }

    /** Opens the bank when the application starts rather than with the first payment. */
    void onStartup(@Observes @Priority(2) Startup event) {
        if (jdbi == null) {
            throw new IllegalStateException("the bank's database is not open");
        }
    }

    @Produces
    @Bank
    Jdbi bank() {
        return jdbi;
    }
}
