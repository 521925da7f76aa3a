package org.tradepost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tradepost.cli.drill.fault.DrillPlatform;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.PlatformState;
import org.tradepost.cli.platform.StartupListener;
import org.tradepost.cli.platform.Topology;
import org.tradepost.cli.platform.UpOptions;

/**
 * The platform under test: one that the caller named by its URL ({@code tradepost.url}), one that runs on this machine already
 * ({@code tradepost.home}, such as {@code .tradepost}), or one started for these tests and stopped after them: in one server,
 * split, or as a drill has it, with replicas and a proxy on every connection ({@code tradepost.mode}).
 */
public final class Deployment {

    private static Deployment current;
    /** A start that failed once is not tried again by every test. */
    private static RuntimeException failure;

    private final URI url;
    private final String adminEmail;
    private final String adminPassword;
    private final Platform platform;
    private final boolean ours;
    private DrillPlatform drill;

    private Deployment(URI url, String adminEmail, String adminPassword, Platform platform, boolean ours) {
        this.url = url;
        this.adminEmail = adminEmail;
        this.adminPassword = adminPassword;
        this.platform = platform;
        this.ours = ours;
    }

    /** The deployment of this test run, started on first use. */
    public static synchronized Deployment get() {
        if (failure != null) {
            throw new IllegalStateException("the platform did not start", failure);
        }
        if (current == null) {
            String url = System.getProperty("tradepost.url");
            String home = System.getProperty("tradepost.home");
            if (url != null) {
                String email = System.getProperty("tradepost.admin.email");
                current = new Deployment(
                        URI.create(url), email, System.getProperty("tradepost.admin.password"), null, false);
            } else {
                current = home != null ? of(new Platform(Installation.at(Path.of(home), project())), false) : start();
            }
        }
        return current;
    }

    static synchronized void stopIfStarted() {
        if (current != null && current.drill != null) {
            current.drill.close();
            current = null;
        } else if (current != null && current.ours) {
            current.platform.stop(note -> {});
            current = null;
        }
    }

    public static Path project() {
        return Path.of(System.getProperty("tradepost.project", "../.."))
                .toAbsolutePath()
                .normalize();
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

    /** Whether it runs on this machine, where its home folder and its services' own ports are at hand. */
    public boolean isLocal() {
        return platform != null;
    }

    /** Control over the processes, which no test has of a deployment that was named by its URL. */
    public Platform platform() {
        if (platform == null) {
            throw new IllegalStateException("recovery tests need a platform on this machine: leave tradepost.url out,"
                    + " or run those tagged deployment only (-Dgroups=deployment)");
        }
        return platform;
    }

    /** What may be done to a deployment with replicas. */
    public DrillPlatform drill() {
        if (drill == null) {
            throw new IllegalStateException("only a deployment with replicas can be drilled");
        }
        return drill;
    }

    /** Starts the platform again, as it was, after all of it was killed. */
    public void startAgain() {
        platform().startDetached(options(false, url.getPort()), new StartupLog());
    }

    private static UpOptions options(boolean fresh, int port) {
        Map<String, String> server = new HashMap<>(TraceCollector.environment());
        // Tests start servers often and never keep them long enough for the optimising compiler to pay for itself.
        server.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        server.putAll(LiveSources.get().environment());
        Map<String, Map<String, String>> environment = Stream.concat(
                        Stream.of(Inside.ALL_IN_ONE), Inside.SERVICES.stream())
                .collect(Collectors.toMap(process -> process, process -> server));
        return new UpOptions(isSplit(), fresh, port, false, new Topology(Map.of(), Map.of(), environment, List.of()));
    }

    private static boolean isSplit() {
        return "split".equals(System.getProperty("tradepost.mode"));
    }

    private static Deployment start() {
        if ("replicas".equals(System.getProperty("tradepost.mode"))) {
            return startReplicas();
        }
        Path home = Path.of(System.getProperty("tradepost.work"), isSplit() ? "split" : "one-server");
        Platform platform = new Platform(Installation.at(home, project()));
        platform.stop(note -> {});
        try {
            platform.startDetached(options(true, freePort()), new StartupLog());
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
        return of(platform, true);
    }

    private static Deployment startReplicas() {
        Path home = Path.of(System.getProperty("tradepost.work"), "replicas");
        try {
            DrillPlatform drill = DrillPlatform.start(Installation.at(home, project()), null, new StartupLog());
            Deployment started = of(new Platform(drill.installation()), true);
            started.drill = drill;
            return started;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private static Deployment of(Platform platform, boolean ours) {
        PlatformState state = platform.installation().state();
        return new Deployment(
                URI.create(state.gatewayUrl()), state.adminEmail(), state.adminPassword(), platform, ours);
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
