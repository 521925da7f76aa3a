package org.tradepost.shared.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.tradepost.shared.database.Migrations;

class MigrationsTest {

    @Test
    void theVersionBeforeStartsOnTheSchemaOfTheNextWhoseMigrationsAreNumberedBelowItsOwn() {
        TestDatabase database = TestPostgres.start().database("rollback", "public", "classpath:db/before-upgrade");
        migrations(database).run("classpath:db/after-upgrade");

        assertThatCode(() -> migrations(database).run("classpath:db/before-upgrade"))
                .doesNotThrowAnyException();

        int rows = database.ownerJdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM added")
                .mapTo(Integer.class)
                .one());
        assertThat(rows).isZero();
    }

    private static Migrations migrations(TestDatabase database) {
        return new Migrations(
                database.url(),
                database.owner().name(),
                database.owner().password(),
                database.app().name());
    }
}
