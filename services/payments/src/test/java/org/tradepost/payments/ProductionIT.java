package org.tradepost.payments;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.tradepost.shared.production.Durability;
import org.tradepost.shared.production.Finding;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/** What payments is asked in production, at a PostgreSQL that, being for tests, may forget. */
class ProductionIT {

    private final TestDatabase database = TestPostgres.start().database("payments");

    @Test
    void aDatabaseThatMayForgetIsFound() throws Exception {
        assertThat(Durability.findings(database.dataSource()))
                .extracting(Finding::setting)
                .contains("PostgreSQL's fsync", "PostgreSQL's synchronous_commit");
        assertThat(Durability.findings(waitingForTheDisk()))
                .extracting(Finding::setting)
                .contains("PostgreSQL's fsync")
                .doesNotContain("PostgreSQL's synchronous_commit");
    }

    @Test
    void theSandboxIsNoProvider() {
        assertThat(new NoSandboxInProduction().findings())
                .extracting(Finding::setting)
                .containsExactly("tradepost.payments.provider");
    }

    private DataSource waitingForTheDisk() {
        PGSimpleDataSource dataSource = (PGSimpleDataSource) database.dataSource();
        dataSource.setOptions("-c synchronous_commit=on");
        return dataSource;
    }
}
