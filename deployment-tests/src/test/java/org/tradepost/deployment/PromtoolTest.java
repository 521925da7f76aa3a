package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromtoolTest {

    @Test
    void withoutPromtoolItIsSaidWhatIsMissing() {
        assertThatThrownBy(() -> new Promtool("promtool-that-is-not-there").requireUsable())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("need promtool (Debian's package prometheus) on the PATH");
    }

    @Test
    void whatItRefusesIsAFailureWithItsReason() {
        Promtool.installed().demand();
        assertThatThrownBy(() -> Promtool.installed().checkRules(List.of(Path.of("target", "no-rules.yaml"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no-rules.yaml");
    }
}
