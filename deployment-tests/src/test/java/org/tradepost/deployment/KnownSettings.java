package org.tradepost.deployment;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of environment variables that the documentation of the configuration or the code knows. */
final class KnownSettings {
    private static final Pattern VARIABLE = Pattern.compile("\\b(TRADEPOST_[A-Z0-9_]*[A-Z0-9]|ltpa_keys_password)\\b");
    private static final Pattern PROPERTY = Pattern.compile("\\btradepost\\.[a-z0-9.-]*[a-z0-9]");
    /** In the documentation, for the database of each service: {@code `TRADEPOST_<S>_DB_USER`, `_DB_PASSWORD`}. */
    private static final Pattern OF_EACH = Pattern.compile("`(?:TRADEPOST_<S>)?(_DB_[A-Z_]*[A-Z])`");

    /** Likewise, for the client of each service: {@code `..._CLIENT_SECRET_PREVIOUS`}. */
    private static final Pattern OF_EACH_CLIENT = Pattern.compile("`\\.\\.\\.(_CLIENT_[A-Z_]*[A-Z])`");

    private static final Set<String> DATABASES = Set.of("USERS", "CATALOG", "ORDERS", "PAYMENTS", "BANK");

    private KnownSettings() {}

    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        String documented = Repository.text(Repository.root().resolve("docs/configuration.md"));
        collect(documented, names);
        Matcher ofEach = OF_EACH.matcher(documented);
        while (ofEach.find()) {
            DATABASES.forEach(database -> names.add("TRADEPOST_" + database + ofEach.group(1)));
        }
        Matcher ofEachClient = OF_EACH_CLIENT.matcher(documented);
        while (ofEachClient.find()) {
            Repository.SERVICES.forEach(
                    service -> names.add("TRADEPOST_" + service.toUpperCase(Locale.ROOT) + ofEachClient.group(1)));
        }
        Repository.files(Repository.root().resolve("services"), file -> file.toString()
                        .matches(".*/src/main/.*\\.(java|properties)"))
                .forEach(file -> collect(Repository.text(file), names));
        Repository.files(Repository.root().resolve("liberty-config"), file -> file.toString()
                        .endsWith(".xml"))
                .forEach(file -> collect(Repository.text(file), names));
        return names;
    }

    private static void collect(String text, Set<String> names) {
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            names.add(variable.group());
        }
        Matcher property = PROPERTY.matcher(text);
        while (property.find()) {
            names.add(property.group().replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT));
        }
    }
}
