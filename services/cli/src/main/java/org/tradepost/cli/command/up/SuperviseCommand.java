package org.tradepost.cli.command.up;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.EventFile;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.SupervisedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The background half of {@code up --detach}; not for people. */
@Command(name = "supervise", hidden = true)
public class SuperviseCommand implements Callable<Integer> {
    @Mixin
    private StartOptions startOptions;

    @Option(names = "--events", required = true)
    private Path events;

    @Override
    public Integer call() {
        var caller = new EventFile(events);
        try {
            new SupervisedRun(Installation.locate(), startOptions.toUpOptions(), caller, SuperviseCommand::log)
                    .run(() -> {
                        log("everything is ready");
                        caller.ready();
                    });
            return 0;
        } catch (CommandFailure e) {
            caller.failed(e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            caller.failed("The supervisor failed: " + e);
            throw e;
        }
    }

    private static void log(String line) {
        System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }
}
