package org.tradepost.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tradepost.cli.platform.ProcessState;

/** Memory of the servers that some services run in, in bytes, all of them together. */
record ServerMemory(List<ProcessState> servers) {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    static ServerMemory of(String... services) {
        List<String> names = List.of(services);
        return new ServerMemory(Deployment.get().platform().installation().state().processes().stream()
                .filter(process -> process.name().equals(Inside.ALL_IN_ONE) || names.contains(process.name()))
                .toList());
    }

    /** What is in use of the heap when everything that nobody needs is gone. */
    long heapAfterCollection() throws Exception {
        long used = 0;
        for (ProcessState server : servers) {
            jcmd(server, "GC.run");
            Matcher heap = USED.matcher(jcmd(server, "GC.heap_info"));
            assertThat(heap.find()).isTrue();
            used += Long.parseLong(heap.group(1)) * 1024;
        }
        return used;
    }

    /** What the processes take of the machine's memory; 0 elsewhere than on Linux. */
    long resident() throws IOException {
        long bytes = 0;
        for (ProcessState server : servers) {
            Path status = Path.of("/proc", Long.toString(server.pid()), "status");
            if (Files.exists(status)) {
                bytes += Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .sum();
            }
        }
        return bytes;
    }

    private static String jcmd(ProcessState server, String command) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        assertThat(jcmd.waitFor()).as(output).isZero();
        return output;
    }
}
