package org.tradepost.shared.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the text of a setting is read, and which values it may have. */
public interface ValueType<T> {

    /** @throws IllegalArgumentException with a message for operators when the text is no such value */
    T read(String text);

    /** Which values there are, for people, as Markdown. */
    String words();

    /** @param read throws {@link IllegalArgumentException} for what is no such value */
    static <T> ValueType<T> of(String words, Function<String, T> read) {
        return new ValueType<>() {
            @Override
            public T read(String text) {
                return read.apply(text);
            }

            @Override
            public String words() {
                return words;
            }
        };
    }

    static ValueType<String> text() {
        return of("text", Function.identity());
    }

    /** {@code true} or {@code false}, and nothing that only looks like one of them. */
    static ValueType<Boolean> flag() {
        return of("`true`, `false`", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        });
    }

    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> values) {
        String words = Arrays.stream(values.getEnumConstants())
                .map(value -> '`' + value.name() + '`')
                .collect(Collectors.joining(", "));
        return of(words, text -> {
            try {
                return Enum.valueOf(values, text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("none of " + words.replace("`", ""), e);
            }
        });
    }

    static ValueType<Long> number(long least, long most) {
        return of(least + " to " + most, text -> {
            long value;
            try {
                value = Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a whole number", e);
            }
            return within(value, least, most);
        });
    }

    /** ISO 8601, such as {@code PT30S}. */
    static ValueType<Duration> duration(Duration least, Duration most) {
        return of("`" + least + "` to `" + most + "`", text -> {
            try {
                return within(Duration.parse(text), least, most);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("not a duration such as PT30S", e);
            }
        });
    }

    private static <C extends Comparable<C>> C within(C value, C least, C most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("not from " + least + " to " + most);
        }
        return value;
    }
}
