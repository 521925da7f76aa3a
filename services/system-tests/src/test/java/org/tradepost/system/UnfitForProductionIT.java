package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.Platform;

/** A server with what {@code up} made for it, told that it is production: it does not start, and says why. */
@Tag("recovery")
class UnfitForProductionIT {

    private final Platform platform = Deployment.get().platform();
    private final String server =
            platform.installation().state().process("payments").isPresent() ? "payments" : "tradepost";

    @Test
    void itNamesEverySettingAndNoSecret() throws Exception {
        assertThatThrownBy(() -> platform.restart(server, Map.of("TRADEPOST_ENV", "production")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("did not start");

        Path home = platform.installation().home();
        Path log = home.resolve("logs").resolve(server + ".log");
        assertThat(Files.readString(log))
                .contains("Not started, unfit for production")
                .contains(
                        "TRADEPOST_KEY_ENCRYPTION_KEY",
                        "TRADEPOST_DATA_KEYS",
                        "TRADEPOST_ADMIN_PASSWORD",
                        "TRADEPOST_PAYMENTS_CLIENT_SECRET",
                        "TRADEPOST_PAYMENTS_DB_PASSWORD");
        Set<String> secrets = new HashSet<>();
        LogsIT.addSecrets(Api.JSON.readTree(home.resolve("secrets.json").toFile()), secrets);
        assertThat(new LogScan(secrets).scan(List.of(log))).isEmpty();
        assertThat(platform.health(
                        platform.installation().state().process(server).orElseThrow()))
                .isNotEqualTo(Platform.Health.UP);
    }

    @AfterEach
    void back() {
        platform.restart(server, Map.of());
    }
}
