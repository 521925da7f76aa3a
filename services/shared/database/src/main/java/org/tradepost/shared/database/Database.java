package org.tradepost.shared.database;

import io.opentelemetry.api.trace.Tracer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * The service's database. Its migrations run before anything else can use it: whoever injects the {@link Jdbi} gets one whose
 * schema is in place.
 */
@ApplicationScoped
public class Database {

    @Inject
    @ConfigProperty(name = "tradepost.service.name")
    String service;

    @Inject
    Config config;

    @Inject
    Tracer tracer;

    private DataSource dataSource;
    private Jdbi jdbi;

    @PostConstruct
    void open() {
        Migrations.of(config, service).run("classpath:db/migration", "classpath:db/shared");
        dataSource = lookUp("jdbc/" + service);
        jdbi = jdbi(dataSource).setSqlLogger(new StatementSpans(tracer, service));
    }

    /** Opens the database when the application starts rather than with its first request. */
    void onStartup(@Observes @Priority(1) Startup event) {
        if (jdbi == null) {
            throw new IllegalStateException("the database of " + service + " is not open");
        }
    }

    @Produces
    @Singleton
    Jdbi produceJdbi() {
        return jdbi;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** A Jdbi that maps records by constructor and Java collections to PostgreSQL arrays. */
    public static Jdbi jdbi(DataSource dataSource) {
        Jdbi jdbi = Jdbi.create(dataSource);
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(Long.class, "bigint");
        jdbi.registerArrayType(long.class, "bigint");
        jdbi.registerArrayType(Integer.class, "integer");
        jdbi.registerArrayType(int.class, "integer");
        jdbi.registerArrayType(Boolean.class, "boolean");
        jdbi.registerArrayType(java.util.UUID.class, "uuid");
        // Arguments may be personal data, and exceptions end up in logs.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.getConfig(Arguments.class).setBindingNullToPrimitivesPermitted(false);
        return jdbi;
    }

    /** Registers a record so that rows map to its components by (snake case) name. */
    public static <T> void mapRecord(Jdbi jdbi, Class<T> type) {
        jdbi.registerRowMapper(ConstructorMapper.factory(type));
    }

    /** Looks a data source up by its JNDI name, which is always one of the server's configuration, never input. */
    @SuppressWarnings("BanJNDI")
    public static DataSource lookUp(String jndiName) {
        try {
            return (DataSource) new InitialContext().lookup(jndiName);
        } catch (NamingException e) {
            throw new IllegalStateException("no data source " + jndiName, e);
        }
    }
}
