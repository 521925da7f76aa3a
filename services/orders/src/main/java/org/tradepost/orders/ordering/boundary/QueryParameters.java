package org.tradepost.orders.ordering.boundary;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tradepost.orders.ordering.control.SalesQuery.Grouping;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Reads query parameters from text, because JAX-RS itself answers one that it cannot convert with 404. What is no number, id or time
 * at all is 400; what is one, but not one that is allowed, is 422. A null stays null.
 */
final class QueryParameters {

    private static final int MAX_TEXT = 100;

    private QueryParameters() {}

    static Long number(String name, String value) {
        try {
            return value == null ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw malformed(name, "must be a whole number");
        }
    }

    static UUID id(String name, String value) {
        try {
            UUID id = value == null ? null : UUID.fromString(value);
            if (id != null && !id.toString().equalsIgnoreCase(value)) {
                throw malformed(name, "must be a UUID");
            }
            return id;
        } catch (IllegalArgumentException e) {
            throw malformed(name, "must be a UUID");
        }
    }

    /** A date, meaning its start in UTC, or an instant with its offset. */
    static Instant instant(String name, String value) {
        if (value == null) {
            return null;
        }
        try {
            Instant instant = value.length() == 10
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1 || year > 9999) {
                throw malformed(name, "must be a date or an instant of the years 1 to 9999");
            }
            return instant;
        } catch (DateTimeException e) {
            throw malformed(name, "must be a date such as 2011-12-01 or an instant such as 2011-12-01T08:26:00Z");
        }
    }

    static OrderStatus status(String value) {
        return value == null ? null : choice("status", value, OrderStatus.values(), OrderStatus::name);
    }

    static Grouping grouping(String value) {
        return choice(
                "by", value, Grouping.values(), grouping -> grouping.name().toLowerCase(Locale.ROOT));
    }

    static String text(String name, String value) {
        if (value != null && (value.isEmpty() || value.length() > MAX_TEXT || value.indexOf('\0') >= 0)) {
            throw invalid(name, "must have 1 to " + MAX_TEXT + " characters");
        }
        return value;
    }

    static String currency(String value) {
        if (value != null && !Money.isCurrency(value)) {
            throw invalid("currency", "must be an ISO 4217 code");
        }
        return value;
    }

    private static <E> E choice(String name, String value, E[] choices, Function<E, String> spelling) {
        return Arrays.stream(choices)
                .filter(choice -> spelling.apply(choice).equals(value))
                .findFirst()
                .orElseThrow(() -> invalid(
                        name,
                        Arrays.stream(choices).map(spelling).collect(Collectors.joining(", ", "must be one of ", ""))));
    }

    private static ProblemException malformed(String name, String message) {
        return new ProblemException(CommonError.MALFORMED_REQUEST, name + " " + message).field(name, message);
    }

    static ProblemException invalid(String name, String message) {
        return new ProblemException(CommonError.VALIDATION_ERROR, name + " " + message).field(name, message);
    }
}
