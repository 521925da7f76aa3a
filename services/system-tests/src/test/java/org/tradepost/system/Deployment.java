package org.tradepost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.PlatformState;
import org.tradepost.cli.platform.StartupListener;
import org.tradepost.cli.platform.UpOptions;

/** The platform under test: one that the caller named by its URL, or one started for these tests and stopped after them. */
public final class Deployment {

    private static Deployment current;

    private final URI url;
    private final String adminEmail;
    private final String adminPassword;
    private final Platform platform;

    private Deployment(URI url, String adminEmail, String adminPassword, Platform platform) {
        this.url = url;
        this.adminEmail = adminEmail;
        this.adminPassword = adminPassword;
        this.platform = platform;
    }

    /** The deployment of this test run, started on first use. */
    public static synchronized Deployment get() {
        if (current == null) {
            String url = System.getProperty("tradepost.url");
            current = url == null
                    ? start()
                    : new Deployment(
                            URI.create(url),
                            System.getProperty("tradepost.admin.email"),
                            System.getProperty("tradepost.admin.password"),
                            null);
        }
        return current;
    }

    static synchronized void stopIfStarted() {
        if (current != null && current.platform != null) {
            current.platform.stop(note -> {});
            current = null;
        }
    }

    public URI url() {
        return url;
    }

    public String adminEmail() {
        return adminEmail;
    }

    public String adminPassword() {
        return adminPassword;
    }

    /** Control over the processes; empty for a deployment that was named by its URL. */
    public Optional<Platform> platform() {
        return Optional.ofNullable(platform);
    }

    private static Deployment start() {
        boolean split = "split".equals(System.getProperty("tradepost.mode"));
        Path home = Path.of(System.getProperty("tradepost.work"), split ? "split" : "one-server");
        Path project = Path.of(System.getProperty("tradepost.project"));
        Platform platform = new Platform(Installation.at(home, project));
        platform.stop(note -> {});
        platform.startDetached(new UpOptions(split, true, freePort(), false), new StartupLog());
        PlatformState state = platform.installation().state();
        return new Deployment(URI.create(state.gatewayUrl()), state.adminEmail(), state.adminPassword(), platform);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the build's log how a start goes on. */
    private static final class StartupLog implements StartupListener {
        @Override
        public void step(String done, String next, int of) {
            System.out.println("platform: " + done);
        }

        @Override
        public void note(String line) {
            System.out.println("platform: " + line);
        }
    }
}
