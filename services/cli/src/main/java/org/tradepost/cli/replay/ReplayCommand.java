package org.tradepost.cli.replay;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tradepost replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Place the invoices of a retailer's export as orders, then reconcile the sales report with the file.")
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            description = "CSV, plain or gzipped, with the columns InvoiceNo, StockCode, Description, Quantity,"
                    + " InvoiceDate, UnitPrice, CustomerID, Country.")
    private Path file;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N invoices of any kind.")
    private Integer limit;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "8",
            description = "Orders placed at a time (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (clients < 1 || (limit != null && limit < 1)) {
            throw new ParameterException(spec.commandLine(), "--clients and --limit must be at least 1");
        }
        InvoiceBook book = InvoiceFile.read(file);
        RunningPlatform platform = RunningPlatform.locate();
        ReplayReport report;
        try (ApiClient client = platform.client(clients)) {
            ApiSession admin = platform.admin(client);
            report = new Replay(admin, book, limit == null ? 0 : limit, clients).run();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? Json.line(report) + System.lineSeparator() : report.text());
        out.flush();
        return report.reconciled() ? 0 : 1;
    }
}
