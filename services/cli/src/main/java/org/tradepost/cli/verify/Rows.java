package org.tradepost.cli.verify;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Queries against the snapshot of one database. */
record Rows(Handle handle) {
    private static final int FETCH = 5_000;

    long count(String sql) {
        return handle.createQuery(sql).mapTo(Long.class).one();
    }

    <T> List<T> list(String sql, RowMapper<T> mapper) {
        return handle.createQuery(sql).setFetchSize(FETCH).map(mapper).list();
    }

    /** Streams the rows, so that memory does not grow with their number. */
    <T> void forEach(String sql, RowMapper<T> mapper, Consumer<T> each) {
        try (Stream<T> rows = handle.createQuery(sql).setFetchSize(FETCH).map(mapper).stream()) {
            rows.forEach(each);
        }
    }
}
