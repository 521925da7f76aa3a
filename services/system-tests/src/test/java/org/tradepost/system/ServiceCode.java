package org.tradepost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The code of one service as it was built: its own classes, the shared ones, and all that they need to be read or compiled. */
final class ServiceCode {

    private ServiceCode() {}

    /** Folders and jars, the service's own first. */
    static List<Path> classPath(Path project, String service) {
        Path web = project.resolve("services")
                .resolve(service)
                .resolve("target")
                .resolve(service)
                .resolve("WEB-INF");
        var path = new ArrayList<Path>();
        path.add(web.resolve("classes"));
        path.addAll(jars(web.resolve("lib")));
        Path api = project.resolve("liberty-config")
                .resolve("target")
                .resolve("wlp")
                .resolve("dev")
                .resolve("api");
        // Liberty has every version of an API; the one that services are built for is the newest.
        path.addAll(jars(api.resolve("spec")).reversed());
        path.addAll(jars(api.resolve("stable")).reversed());
        return path;
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("not built: " + folder, e);
        }
    }
}
