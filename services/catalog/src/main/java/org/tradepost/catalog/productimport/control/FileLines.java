package org.tradepost.catalog.productimport.control;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The lines of a file, none longer in memory than a limit, so that no file can exhaust the memory. */
final class FileLines {

    /** Longer than any valid row: text fields at their limits, every character a doubled quote. */
    static final int MAX_LENGTH = 16_384;

    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader reader;
    private final char[] buffer = new char[8_192];
    private final Deque<Line> returned = new ArrayDeque<>();
    private int position;
    private int filled;
    private long number;
    private boolean lineFeedMayFollow;

    /**
     * One line.
     *
     * @param number counted from 1
     * @param text without its end; the beginning of it when it is too long
     */
    record Line(long number, String text, boolean tooLong) {

        boolean isBlank() {
            return !tooLong && text.isBlank();
        }
    }

    FileLines(Reader reader) {
        this.reader = reader;
    }

    /** The next line, or null behind the last one. */
    Line next() throws IOException {
        if (!returned.isEmpty()) {
            return returned.removeFirst();
        }
        StringBuilder text = new StringBuilder();
        int length = 0;
        int c = read();
        if (c == '\n' && lineFeedMayFollow) {
            c = read();
        }
        lineFeedMayFollow = false;
        if (c == END) {
            return null;
        }
        while (c != END && c != '\n' && c != '\r') {
            if (length++ < MAX_LENGTH) {
                text.append((char) c);
            }
            c = read();
        }
        lineFeedMayFollow = c == '\r';
        number++;
        if (number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text.deleteCharAt(0);
        }
        return new Line(number, text.toString(), length > MAX_LENGTH);
    }

    /** Gives lines back, to be read again in the same order. */
    void giveBack(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            returned.addFirst(lines.get(i));
        }
    }

    private int read() throws IOException {
        if (position == filled) {
            filled = reader.read(buffer);
            position = 0;
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return buffer[position++];
    }
}
