package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;

/** The {@code ./tradepost} script, run as a person would, on the platform under test or in a home folder of its own. */
final class CommandLine {

    private final Path home;

    private CommandLine(Path home) {
        this.home = home;
    }

    static CommandLine ofDeployment() {
        return new CommandLine(Deployment.get().platform().installation().home());
    }

    static CommandLine in(Path home) {
        return new CommandLine(home);
    }

    /** What a command printed and how it ended. */
    record Result(int exitCode, String out, String err) {

        Result expect(int code) {
            Assertions.assertThat(exitCode).as("exit code of %s", this).isEqualTo(code);
            return this;
        }

        /** It could not run: exit code 1 and one line that says why. */
        Result expectOneLine() {
            expect(1);
            Assertions.assertThat(out).isEmpty();
            Assertions.assertThat(err.strip().lines()).hasSize(1);
            Assertions.assertThat(err).startsWith("tradepost: ").doesNotContain("Exception");
            return this;
        }

        /** The one JSON object on standard output. */
        JsonNode json() {
            try (var parser = Api.JSON.createParser(out)) {
                JsonNode object = parser.readValueAsTree();
                Assertions.assertThat(object.isObject()).isTrue();
                Assertions.assertThat(parser.nextToken())
                        .as("more than one object in %s", out)
                        .isNull();
                return object;
            } catch (IOException e) {
                throw new UncheckedIOException(out, e);
            }
        }
    }

    Result run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Deployment.project().resolve("tradepost").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Deployment.project().toFile());
        builder.environment().put("TRADEPOST_HOME", home.toString());
        // This is a build already.
        builder.environment().put("TRADEPOST_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String out = text(process.getInputStream());
            return new Result(process.waitFor(), out, err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
