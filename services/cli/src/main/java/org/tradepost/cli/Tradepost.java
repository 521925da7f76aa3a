package org.tradepost.cli;

import java.io.PrintWriter;
import org.tradepost.cli.bench.BenchCommand;
import org.tradepost.cli.command.config.ConfigCommand;
import org.tradepost.cli.command.down.DownCommand;
import org.tradepost.cli.command.keys.RotateDataKeyCommand;
import org.tradepost.cli.command.keys.RotateKeysCommand;
import org.tradepost.cli.command.parked.ParkedEventsCommand;
import org.tradepost.cli.command.queue.QueuesCommand;
import org.tradepost.cli.command.status.StatusCommand;
import org.tradepost.cli.command.up.SuperviseCommand;
import org.tradepost.cli.command.up.UpCommand;
import org.tradepost.cli.command.users.UsersCommand;
import org.tradepost.cli.demo.DemoCommand;
import org.tradepost.cli.drill.DrillCommand;
import org.tradepost.cli.productimport.ImportProductsCommand;
import org.tradepost.cli.replay.ReplayCommand;
import org.tradepost.cli.verify.VerifyCommand;
import org.tradepost.client.http.ApiRefusal;
import org.tradepost.client.http.ApiUnreachable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The {@code tradepost} command: exit code 0 is fine, 1 a failed check or something that could not run, 2 wrong usage. */
@Command(
        name = "tradepost",
        description = "An order platform on one machine: real PostgreSQL, real Kafka, real orders.",
        mixinStandardHelpOptions = true,
        versionProvider = Tradepost.Version.class,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DemoCommand.class,
            ImportProductsCommand.class,
            ReplayCommand.class,
            VerifyCommand.class,
            DrillCommand.class,
            ParkedEventsCommand.class,
            ConfigCommand.class,
            QueuesCommand.class,
            UsersCommand.class,
            BenchCommand.class,
            RotateKeysCommand.class,
            RotateDataKeyCommand.class,
            SuperviseCommand.class,
            HelpCommand.class
        })
public final class Tradepost implements Runnable {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        QuietLogging.configure();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Tradepost())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Tradepost::wrongUsage)
                .setExecutionExceptionHandler(Tradepost::failed);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        var command = e.getCommandLine();
        command.getErr().println("tradepost: " + firstLine(e.getMessage()));
        command.getErr().println("Try: ./" + command.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof CommandFailure || e instanceof ApiRefusal) {
            err.println("tradepost: " + e.getMessage());
        } else if (e instanceof ApiUnreachable) {
            err.println("tradepost: " + e.getMessage() + ". Is it running? ./tradepost status tells");
        } else if (System.getenv("TRADEPOST_DEBUG") != null) {
            e.printStackTrace(err);
        } else {
            err.println("tradepost: unexpected failure: " + e.getClass().getSimpleName() + ": "
                    + firstLine(e.getMessage()) + " (TRADEPOST_DEBUG=1 shows where)");
        }
        return FAILED;
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Tradepost.class.getPackage().getImplementationVersion();
            return new String[] {"Tradepost " + (version == null ? "development build" : version)};
        }
    }
}
