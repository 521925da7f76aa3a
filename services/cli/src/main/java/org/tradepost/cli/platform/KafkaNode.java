package org.tradepost.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A broker and controller in one, in a JVM of its own: formats its storage at the first start, then serves until it is told to stop. */
public final class KafkaNode {
    // A strong reference: the log manager alone would let the configured logger be collected.
    private static final Logger ROOT = Logger.getLogger("");

    private KafkaNode() {}

    /**
     * @param args the configuration file
     */
    public static void main(String[] args) throws IOException {
        ROOT.setLevel(Level.WARNING);
        var file = Path.of(args[0]);
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            format(file);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        server.startup();
        server.awaitShutdown();
    }

    private static void format(Path file) {
        var clusterId = Uuid.randomUuid().toString();
        var exitCode = StorageTool.execute(
                new String[] {"format", "--cluster-id", clusterId, "--config", file.toString()}, System.out);
        if (exitCode != 0) {
            throw new IllegalStateException("Kafka's storage could not be formatted, exit code " + exitCode);
        }
    }
}
