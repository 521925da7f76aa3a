package org.tradepost.shared.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;

/** A part of a document that is made from code. It stands between {@code <!-- generated: NAME -->} and {@code <!-- end: NAME -->}. */
public final class GeneratedSection {

    /** With this system property set to true the document is written instead of compared. */
    private static final String RENEW = "renew-docs";

    private GeneratedSection() {}

    /** Fails unless the section is what the code says. */
    public static void requireUpToDate(String document, String name, String expected) throws IOException {
        Path file = find(document);
        String text = Files.readString(file);
        String begin = "<!-- generated: " + name + " -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end: " + name + " -->");
        if (from < begin.length() || to < from) {
            Assertions.fail(document + " has no section " + name);
        }
        if (Boolean.getBoolean(RENEW)) {
            Files.writeString(file, text.substring(0, from) + expected + text.substring(to));
        } else {
            Assertions.assertEquals(
                    expected,
                    text.substring(from, to),
                    document + " is not what the code says; run this test with -D" + RENEW + "=true");
        }
    }

    private static Path find(String document) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(document))) {
            folder = folder.getParent();
        }
        return folder.resolve(document);
    }
}
