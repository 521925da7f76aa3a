package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    Path folder;

    private String failure(String... lines) throws IOException {
        return LogTail.failure("The server did not start", Files.write(folder.resolve("server.log"), List.of(lines)))
                .getMessage();
    }

    @Test
    void everySettingThatIsUnfitForProductionIsNamedOnce() throws IOException {
        assertThat(
                        failure(
                                "E CWWKZ0002E: An exception occurred",
                                "java.lang.IllegalStateException: Not started, unfit for production: B (too short); A (generated)",
                                "I FFDC1015I: \"IllegalStateException: Not started, unfit for production: A (generated) at\" file"))
                .contains("did not start: unfit for production: A (generated); B (too short) (see ");
    }

    @Test
    void anyOtherFailureIsShownByItsFirstReason() throws IOException {
        assertThat(failure("fine", "[time] 01 x E CWWKZ0002E: no such setting"))
                .contains(": CWWKZ0002E: no such setting");
    }
}
