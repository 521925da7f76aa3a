package org.tradepost.cli.command.up;

import java.nio.file.Path;
import org.tradepost.cli.platform.Topology;
import org.tradepost.cli.platform.UpOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Flags of a start, those that `up` hands on to a supervisor in the background. */
public final class StartOptions {
    private static final int LAST_PORT = 65_535;

    @Option(names = "--split", description = "Run one server a service, as in production, instead of one for all.")
    private boolean split;

    @Option(names = "--fresh", description = "Wipe all data first.")
    private boolean fresh;

    @Option(names = "--port", paramLabel = "PORT", description = "Public port; without it 9080, or the next free one.")
    private Integer port;

    @Option(
            names = "--observe",
            description =
                    "Also start the machine's own Prometheus, which reads every server and has the alerting rules.")
    private boolean observe;

    @Option(names = "--infrastructure-only", hidden = true, description = "Start PostgreSQL and Kafka alone.")
    private boolean infrastructureOnly;

    @Option(names = "--topology", hidden = true, paramLabel = "FILE", description = "Replicas and addresses, as JSON.")
    private Path topology;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    public UpOptions toUpOptions() {
        if (port != null && (port < 1 || port > LAST_PORT)) {
            throw new ParameterException(
                    command.commandLine(), "Invalid value for option '--port': " + port + " is not a port");
        }
        return new UpOptions(
                split,
                fresh,
                port,
                infrastructureOnly,
                observe,
                topology == null ? Topology.usual() : Topology.read(topology));
    }
}
