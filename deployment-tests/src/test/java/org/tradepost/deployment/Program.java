package org.tradepost.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * A program of this machine that tests call.
 *
 * @param wanted what has to be there, such as "kubectl 1.27 or newer"
 */
record Program(String executable, String wanted) {

    /**
     * What it prints.
     *
     * @throws AssertionError with what it says instead when it fails, or when it is not there
     */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("program", ".out");
            Path errors = Files.createTempFile("program", ".err");
            try {
                int status = new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start()
                        .waitFor();
                String printed = Files.readString(output, StandardCharsets.UTF_8);
                if (status != 0) {
                    throw new AssertionError(String.join(" ", command) + " failed: "
                            + Files.readString(errors, StandardCharsets.UTF_8) + printed);
                }
                return printed;
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new AssertionError("These tests need " + wanted + " on the PATH: cannot run " + executable, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + executable + " ran", e);
        }
    }

    /**
     * Skips the test when a program will not do.
     *
     * @param usable fails with an AssertionError then
     * @param variable environment variable that makes this a failure
     */
    static void demand(Runnable usable, String variable) {
        try {
            usable.run();
        } catch (AssertionError unusable) {
            if (System.getenv(variable) != null) {
                throw unusable;
            }
            throw new TestAbortedException(unusable.getMessage() + "; " + variable + " makes that an error", unusable);
        }
    }
}
