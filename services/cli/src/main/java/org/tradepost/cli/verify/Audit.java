package org.tradepost.cli.verify;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.tradepost.cli.CommandFailure;

/** One look at the platform: a snapshot of each database, and the topics read after the snapshots were taken. */
final class Audit implements AutoCloseable {

    /** The services whose databases are read. */
    enum Service {
        USERS,
        CATALOG,
        ORDERS,
        PAYMENTS
    }

    private final Map<Service, Handle> snapshots = new EnumMap<>(Service.class);
    private final Supplier<Topics> source;
    private Topics topics;

    private Audit(Supplier<Topics> source) {
        this.source = source;
    }

    static Audit open(Function<Service, Jdbi> databases, Supplier<Topics> topics) {
        Audit audit = new Audit(topics);
        try {
            for (Service service : Service.values()) {
                audit.snapshots.put(service, snapshot(databases.apply(service)));
            }
            return audit;
        } catch (RuntimeException e) {
            audit.close();
            throw new CommandFailure("Cannot read the audit views: " + firstLine(e) + ". Is Tradepost running?", e);
        }
    }

    private static Handle snapshot(Jdbi jdbi) {
        Handle handle = jdbi.open();
        handle.setTransactionIsolationLevel(TransactionIsolationLevel.REPEATABLE_READ);
        handle.setReadOnly(true);
        handle.begin();
        // The snapshot is taken by the first statement; audit views are not covered by statistics, so leave room to
        // hash.
        handle.execute("SET LOCAL work_mem = '64MB'");
        handle.createQuery("SELECT 1").mapTo(Integer.class).one();
        return handle;
    }

    Rows users() {
        return new Rows(snapshots.get(Service.USERS));
    }

    Rows catalog() {
        return new Rows(snapshots.get(Service.CATALOG));
    }

    Rows orders() {
        return new Rows(snapshots.get(Service.ORDERS));
    }

    Rows payments() {
        return new Rows(snapshots.get(Service.PAYMENTS));
    }

    Rows of(Service service) {
        return new Rows(snapshots.get(service));
    }

    /** Everything on the topics; read once per look. */
    Topics topics() {
        if (topics == null) {
            topics = source.get();
        }
        return topics;
    }

    @Override
    public void close() {
        snapshots.values().forEach(handle -> {
            if (handle.isInTransaction()) {
                handle.rollback();
            }
            handle.close();
        });
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
