package org.tradepost.cli.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What the demo expected and what it saw, told while it happens. */
final class Story {
    private final PrintWriter out;
    private final List<String> surprises = new ArrayList<>();

    Story(PrintWriter out) {
        this.out = out;
    }

    void chapter(String title) {
        out.printf("%n%s%n", title);
        out.flush();
    }

    void note(String line) {
        out.println("        " + line);
        out.flush();
    }

    /** Tells what happened; anything but the expected is a surprise, and the demo fails in the end. */
    void expect(String what, Object expected, Object seen) {
        boolean same = expected.equals(seen);
        out.printf("  %-5s %s%s%n", same ? "ok" : "WRONG", what, same ? "" : ": " + seen + " instead of " + expected);
        out.flush();
        if (!same) {
            surprises.add(what + ": " + seen + " instead of " + expected);
        }
    }

    boolean isAsExpected() {
        return surprises.isEmpty();
    }

    List<String> surprises() {
        return surprises;
    }
}
