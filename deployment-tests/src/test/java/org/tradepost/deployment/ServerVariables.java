package org.tradepost.deployment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A pod has every variable that its server's configuration needs and gives no default for. */
final class ServerVariables implements Rule {
    private static final Pattern INCLUDE = Pattern.compile("\\$\\{shared\\.config\\.dir}/([^\"]+)\"");
    private static final Pattern USE = Pattern.compile("\\$\\{(TRADEPOST_[A-Z_]+)}");
    private static final Pattern DEFAULT = Pattern.compile("<variable name=\"(TRADEPOST_[A-Z_]+)\" defaultValue");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return rendering.deployments().flatMap(deployment -> {
            Map<String, String> environment = rendering.environment(deployment);
            return needed(deployment.service()).stream()
                    .filter(name -> !environment.containsKey(name))
                    .map(name -> deployment.says("its server needs " + name));
        });
    }

    static Set<String> needed(String service) {
        Path liberty = Repository.root().resolve("liberty-config");
        Path server = liberty.resolve("servers/" + service + "/server.xml");
        if (!Files.exists(server)) {
            return Set.of();
        }
        StringBuilder all = new StringBuilder(Repository.text(server));
        Matcher include = INCLUDE.matcher(all.toString());
        while (include.find()) {
            all.append(Repository.text(liberty.resolve("shared/config").resolve(include.group(1))));
        }
        Set<String> needed = new TreeSet<>();
        Matcher use = USE.matcher(all);
        while (use.find()) {
            needed.add(use.group(1));
        }
        Matcher given = DEFAULT.matcher(all);
        while (given.find()) {
            needed.remove(given.group(1));
        }
        return needed;
    }
}
