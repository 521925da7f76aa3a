package org.tradepost.cli.verify;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.tradepost.cli.platform.Installation;
import org.tradepost.client.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tradepost verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Audit every invariant across all databases and topics; exit code 1 on any breach.")
public final class VerifyCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        VerifyReport report = new PlatformAudit(Installation.locate()).verify();
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? Json.line(report) + System.lineSeparator() : report.text());
        out.flush();
        return report.ok() ? 0 : 1;
    }
}
