package org.tradepost.cli.demo;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.cli.command.up.TerminalProgress;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.PlatformState;
import org.tradepost.cli.platform.UpOptions;
import org.tradepost.cli.verify.PlatformAudit;
import org.tradepost.cli.verify.VerifyReport;
import org.tradepost.client.http.ApiClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tradepost demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Start Tradepost if it is not up, load a sample catalogue, place orders that succeed, are refused and are"
                        + " cancelled, verify everything; exit code 1 when anything is not as it should be.")
public final class DemoCommand implements Callable<Integer> {
    private static final int CONNECTIONS = 32;

    @Option(names = "--exit", description = "Stop Tradepost afterwards.")
    private boolean exit;

    @Option(names = "--port", paramLabel = "PORT", description = "Public port; without it 9080, or the next free one.")
    private Integer port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Platform platform = new Platform(Installation.locate());
        up(platform);
        try {
            return run(platform.installation()) ? 0 : 1;
        } finally {
            if (exit) {
                platform.stop(spec.commandLine().getErr()::println);
            }
        }
    }

    private void up(Platform platform) {
        Optional<PlatformState> running = platform.running();
        if (running.isEmpty()) {
            try (TerminalProgress progress = new TerminalProgress()) {
                platform.startDetached(new UpOptions(false, false, port, false), progress);
            }
        } else if (port != null && !running.get().gatewayUrl().endsWith(":" + port)) {
            throw new CommandFailure("Tradepost is running already at "
                    + running.get().gatewayUrl() + "; stop it first with ./tradepost down.");
        }
    }

    private boolean run(Installation installation) {
        PrintWriter out = spec.commandLine().getOut();
        Story story = new Story(out);
        RunningPlatform platform = RunningPlatform.of(installation);
        try (ApiClient client = platform.client(CONNECTIONS)) {
            new DemoRun(client, platform.admin(client), story).tell();
        }
        story.chapter("The proof");
        VerifyReport report = new PlatformAudit(installation).verify();
        out.print(report.text());
        story.expect("every invariant holds", true, report.ok());
        summary(out, story, platform);
        return story.isAsExpected();
    }

    private void summary(PrintWriter out, Story story, RunningPlatform platform) {
        out.println();
        if (story.isAsExpected()) {
            out.println("Everything went as it should.");
        } else {
            out.println("Not as it should be:");
            story.surprises().forEach(surprise -> out.println("  " + surprise));
        }
        if (!exit) {
            out.printf(
                    """

                    Tradepost is still running at %s. Next:
                      curl '%s/api/v1/products?q=honey'
                      ./tradepost bench orders   how many orders a second this machine takes
                      ./tradepost verify         the audit again, whenever you like
                      ./tradepost down           stop everything%n""",
                    platform.gateway(), platform.gateway());
        }
        out.flush();
    }
}
