package org.tradepost.cli.productimport;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tradepost.cli.client.InputFile;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.client.http.ApiClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tradepost import-products}. */
@Command(
        name = "import-products",
        mixinStandardHelpOptions = true,
        description = "Load products from a file, CSV or NDJSON, plain or gzipped; exit code 1 when a row was refused.")
public final class ImportProductsCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            description = "Columns sku, name, description, category, price (minor units), currency, stockTracked, stock"
                    + " (put in when the product is new).")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        InputFile.require(file);
        RunningPlatform platform = RunningPlatform.locate();
        ImportReport report;
        try (ApiClient client = platform.client(1)) {
            report = new ProductImport(platform.admin(client)).send(file);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.text());
        out.flush();
        return report.refused() == 0 ? 0 : 1;
    }
}
