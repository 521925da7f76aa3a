package org.tradepost.shared.containerkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.tradepost.shared.testkit.TestPostgres;

/**
 * Lays out the server before Arquillian reads where it is. Needs the system property {@code tradepost.container.service}; the
 * test runs in the service's module folder. A test JVM without Arquillian tests never comes here.
 */
public class ServiceContainer implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        String service = System.getProperty("tradepost.container.service");
        if (service == null) {
            throw new IllegalStateException("set tradepost.container.service to the name of the service under test");
        }
        Path module = Path.of("").toAbsolutePath();
        try {
            ServerFolder folder = ServerFolder.create(
                    service,
                    module.resolve("../../liberty-config").normalize(),
                    Files.createDirectories(module.resolve("target/container")),
                    TestPostgres.start().database(service));
            System.setProperty("tradepost.container.wlp", runtime(module).toString());
            System.setProperty("tradepost.container.usr", folder.userFolder().toString());
            System.setProperty("tradepost.container.server", folder.serverName());
            System.setProperty("tradepost.container.port", Integer.toString(folder.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path runtime(Path module) {
        Path runtime = module.resolve("../shared/containerkit/target/wlp").normalize();
        if (!Files.isDirectory(runtime)) {
            throw new IllegalStateException("no Liberty in " + runtime + "; build services/shared/containerkit first");
        }
        return runtime;
    }
}
