package org.tradepost.shared.containerkit;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The archive that is shipped, as the build has just packaged it, with the test put in. */
public final class ServiceArchive {

    private ServiceArchive() {}

    /** The archive of the service in whose module folder the test runs. */
    public static WebArchive with(Class<?>... testClasses) {
        String name = System.getProperty("tradepost.container.service") + ".war";
        return ShrinkWrap.createFromZipFile(
                        WebArchive.class, Path.of("target", name).toFile())
                .addClasses(testClasses)
                .addAsLibraries(assertions());
    }

    private static File assertions() {
        try {
            return new File(Assertions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
