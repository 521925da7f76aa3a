package org.tradepost.cli.command.down;

import java.util.concurrent.Callable;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tradepost down}: stops everything in order; nothing to stop is fine too. */
@Command(
        name = "down",
        description = "Stop everything; requests that are running are finished and all data is kept.",
        mixinStandardHelpOptions = true)
public class DownCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean stopped = new Platform(Installation.locate()).stop(System.err::println);
        spec.commandLine().getOut().println(stopped ? "Tradepost is stopped." : "Tradepost is not running.");
        return 0;
    }
}
