package org.tradepost.shared.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code docs/permissions.md}, the one table of who may do what, as tests read it. */
public final class PermissionTable {

    public static final String ANYBODY = "anybody";
    public static final String SIGNED_IN = "signed in";
    public static final String OWN = "own";

    private static final String FILE = "docs/permissions.md";
    private static final int ROLE_COLUMNS = 2;
    private static final int ENDPOINT_COLUMNS = 5;

    private final Map<String, SortedSet<String>> roles = new TreeMap<>();
    private final Map<String, SortedSet<String>> services = new TreeMap<>();
    private final List<Endpoint> endpoints = new ArrayList<>();

    /**
     * One row.
     *
     * @param service who answers: users, catalog, orders, payments or gateway
     * @param path JAX-RS or OpenAPI template below the service
     * @param access {@link #ANYBODY}, {@link #SIGNED_IN} or a permission
     * @param objects {@link #OWN} when only the owner and administrators see the object, else empty
     * @param stranger status for a caller with the permission whose object it is not; 0 when every object is everybody's
     */
    public record Endpoint(String service, String method, String path, String access, String objects, int stranger) {

        public boolean isInternal() {
            return path.startsWith("/internal/");
        }

        public boolean isOwned() {
            return OWN.equals(objects);
        }

        /** What a service's code must say: method, path and access. */
        public String signature() {
            return method + " " + path + " " + access;
        }

        public String operation() {
            return method + " " + path;
        }
    }

    private PermissionTable(List<String> lines) {
        String section = "";
        for (String line : lines) {
            if (line.startsWith("## ")) {
                section = line.substring(3).strip();
            } else if (line.startsWith("| ") && !isHeading(line)) {
                row(section, line);
            }
        }
    }

    /** Reads the table of the project that the working directory is in. */
    public static PermissionTable read() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(FILE))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("There is no " + FILE + " above the working directory");
            }
        }
        try {
            return new PermissionTable(Files.readAllLines(folder.resolve(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PermissionTable of(String markdown) {
        return new PermissionTable(markdown.lines().toList());
    }

    /** Permissions by role of a person. */
    public Map<String, SortedSet<String>> roles() {
        return roles;
    }

    /** Permissions by client id of a service. */
    public Map<String, SortedSet<String>> services() {
        return services;
    }

    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    public List<Endpoint> endpointsOf(String service) {
        return endpoints.stream().filter(row -> row.service().equals(service)).toList();
    }

    private static boolean isHeading(String line) {
        return !line.contains("`");
    }

    private void row(String section, String line) {
        List<String> cells = cells(line);
        switch (section) {
            case "Roles" -> grant(roles, line, cells);
            case "Services" -> grant(services, line, cells);
            default -> {
                if (section.startsWith("Endpoints of ")) {
                    endpoints.add(endpoint(section.substring("Endpoints of ".length()), line, cells));
                }
            }
        }
    }

    private static void grant(Map<String, SortedSet<String>> table, String line, List<String> cells) {
        require(line, cells.size() == ROLE_COLUMNS);
        SortedSet<String> permissions = new TreeSet<>(Arrays.asList(cells.get(1).split("\\s*,\\s*")));
        require(line, table.put(cells.get(0), permissions) == null);
    }

    private Endpoint endpoint(String service, String line, List<String> cells) {
        require(line, cells.size() == ENDPOINT_COLUMNS);
        boolean owned = cells.get(3).equals(OWN);
        require(line, owned != cells.get(4).isEmpty());
        int stranger = owned ? Integer.parseInt(cells.get(4)) : 0;
        var row = new Endpoint(service, cells.get(0), cells.get(1), cells.get(2), cells.get(3), stranger);
        require(
                line,
                endpoints.stream()
                        .noneMatch(other -> other.service().equals(service)
                                && other.operation().equals(row.operation())));
        return row;
    }

    private static List<String> cells(String line) {
        String inner = line.strip().substring(1, line.strip().length() - 1);
        return Arrays.stream(inner.split("\\|", -1))
                .map(cell -> cell.replace("`", "").strip())
                .toList();
    }

    private static void require(String line, boolean well) {
        if (!well) {
            throw new IllegalStateException("In " + FILE + " this row is wrong or there twice: " + line);
        }
    }
}
