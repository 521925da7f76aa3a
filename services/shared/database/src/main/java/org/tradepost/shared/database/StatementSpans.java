package org.tradepost.shared.database;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Tells traces of every statement that is part of one: which, how long, and how it failed; never its arguments, which may be personal
 * data. Statements of work that nobody asked for, such as the sweeps, would be a trace each and are left out. Names are those of
 * OpenTelemetry's semantic conventions for database client spans.
 */
final class StatementSpans implements SqlLogger {

    private final Tracer tracer;
    private final String database;

    /** @param database what the statements are sent to */
    StatementSpans(Tracer tracer, String database) {
        this.tracer = tracer;
        this.database = database;
    }

    @Override
    public void logAfterExecution(StatementContext statement) {
        if (Span.current().getSpanContext().isSampled()) {
            begin(statement).end(instant(statement.getCompletionMoment()));
        }
    }

    @Override
    public void logException(StatementContext statement, SQLException failure) {
        if (Span.current().getSpanContext().isSampled()) {
            begin(statement)
                    .setAttribute("db.response.status_code", String.valueOf(failure.getSQLState()))
                    .setAttribute("error.type", failure.getClass().getName())
                    .setStatus(StatusCode.ERROR)
                    .end(instant(statement.getExceptionMoment()));
        }
    }

    private Span begin(StatementContext statement) {
        String sql = String.valueOf(statement.getRenderedSql()).strip();
        return tracer.spanBuilder(operation(sql) + " " + database)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(instant(statement.getExecutionMoment()))
                .setAttribute("db.system.name", "postgresql")
                .setAttribute("db.namespace", database)
                .setAttribute("db.operation.name", operation(sql))
                .setAttribute("db.query.text", sql)
                .startSpan();
    }

    private static String operation(String sql) {
        return sql.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
    }

    /** Jdbi leaves out what it did not come to. */
    private static Instant instant(Instant moment) {
        return moment == null ? Instant.now() : moment;
    }
}
