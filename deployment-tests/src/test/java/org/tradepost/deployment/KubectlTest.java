package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubectlTest {

    @Test
    void withoutKubectlItIsSaidWhatIsMissing() {
        assertThatThrownBy(() -> new Kubectl("kubectl-that-is-not-there").requireUsable())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("need kubectl 1.27 or newer on the PATH");
    }

    @ParameterizedTest
    @CsvSource({"1, 20", "1, 26+", "0, 30", "'', ''"})
    void anOldKubectlIsRefused(String major, String minor) {
        assertThatThrownBy(() -> Kubectl.requireUsable(version(major, minor)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("need kubectl 1.27 or newer");
    }

    @ParameterizedTest
    @CsvSource({"1, 27", "1, 32+", "2, 0"})
    void aRecentOneIsTaken(String major, String minor) {
        assertThatCode(() -> Kubectl.requireUsable(version(major, minor))).doesNotThrowAnyException();
    }

    @Test
    void whatCannotBeRenderedIsAFailureWithItsReason() {
        Kubectl.installed().demand();
        Path nowhere = Path.of("target", "nothing-to-render");
        assertThatThrownBy(() -> Kubectl.installed().render(nowhere))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing-to-render");
    }

    private static String version(String major, String minor) {
        return "{\"clientVersion\": {\"major\": \"" + major + "\", \"minor\": \"" + minor + "\"}}";
    }
}
