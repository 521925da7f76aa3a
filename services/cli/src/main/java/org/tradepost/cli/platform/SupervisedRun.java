package org.tradepost.cli.platform;

import java.util.function.Consumer;
import org.tradepost.cli.CommandFailure;

/** The life of a supervisor process: takes the home folder, starts the platform, and stops it when it is told to end. */
public final class SupervisedRun {
    private final Installation installation;
    private final UpOptions options;
    private final StartupListener listener;
    private final Consumer<String> onCrash;

    public SupervisedRun(
            Installation installation, UpOptions options, StartupListener listener, Consumer<String> onCrash) {
        this.installation = installation;
        this.options = options;
        this.listener = listener;
        this.onCrash = onCrash;
    }

    /** Starts the platform, calls {@code ready}, and then stays until the process is asked to end. */
    public void run(Runnable ready) {
        var folder = new HomeFolder(installation.home());
        folder.prepare();
        try (var lock = StartLock.acquire(installation.home());
                var control = new ControlServer()) {
            new Leftovers(installation.home()).stop(listener::note);
            if (options.fresh()) {
                folder.wipe();
            }
            var started = new Supervisor(installation, options, listener, control, onCrash);
            Runtime.getRuntime().addShutdownHook(new Thread(started::stop, "stop-platform"));
            try {
                started.start();
                control.serve(installation.secrets().controlToken(), started::start);
                ready.run();
            } catch (CommandFailure e) {
                // What fails because the user ended the start is no failure.
                if (!started.isStopping()) {
                    started.stop();
                    throw e;
                }
            }
            // Ended by the shutdown hook, which the signal that ends this process runs.
            started.awaitStopped();
        }
    }
}
