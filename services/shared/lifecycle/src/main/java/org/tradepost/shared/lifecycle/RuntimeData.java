package org.tradepost.shared.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Properties;
import javax.management.JMException;
import javax.management.ObjectName;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** What health data say of a process: which build it runs, on what, and how much of that it uses. */
public final class RuntimeData {

    private static final Properties BUILD = build();
    private static final String EXECUTOR = "WebSphere:type=ThreadPoolStats,name=Default Executor";

    private RuntimeData() {}

    /**
     * Adds {@code version}, {@code commit} where the build was told it, {@code java}, {@code cpus}, {@code threads}, {@code
     * executorThreads} once Open Liberty's monitor knows them, {@code heapUsedMiB} and {@code heapMaxMiB}.
     */
    public static HealthCheckResponseBuilder addTo(HealthCheckResponseBuilder answer) {
        Runtime runtime = Runtime.getRuntime();
        answer.withData("version", BUILD.getProperty("version"))
                .withData("java", Runtime.version().toString())
                .withData("cpus", runtime.availableProcessors())
                .withData("threads", ManagementFactory.getThreadMXBean().getThreadCount())
                .withData("heapUsedMiB", (runtime.totalMemory() - runtime.freeMemory()) >> 20)
                .withData("heapMaxMiB", runtime.maxMemory() >> 20);
        if (!BUILD.getProperty("commit").isEmpty()) {
            answer.withData("commit", BUILD.getProperty("commit"));
        }
        addExecutor(answer);
        return answer;
    }

    private static void addExecutor(HealthCheckResponseBuilder answer) {
        try {
            Object threads =
                    ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(EXECUTOR), "PoolSize");
            answer.withData("executorThreads", ((Number) threads).longValue());
        } catch (JMException notMonitored) {
            // Left out: it is no reason for not having started.
        }
    }

    private static Properties build() {
        Properties build = new Properties();
        try (InputStream file = RuntimeData.class.getResourceAsStream("build.properties")) {
            build.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build;
    }
}
