package org.tradepost.deployment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Secrets by name with their keys: those that an operator makes, and those that the README says must be there. */
record NeededSecrets(Map<String, Set<String>> keys) {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9-]+)` \\| ([^|]+)\\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9_.]+)`");

    /** The rows of the table of secrets in {@code kustomize/README.md}. */
    static NeededSecrets documented() {
        String readme = Repository.text(Repository.kustomize("README.md"));
        String section = readme.substring(readme.indexOf("\n## Secrets\n"));
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        Matcher row = ROW.matcher(section);
        while (row.find()) {
            Matcher name = NAME.matcher(row.group(2));
            Set<String> names = new TreeSet<>();
            while (name.find()) {
                names.add(name.group(1));
            }
            keys.put(row.group(1), names);
        }
        return new NeededSecrets(keys);
    }

    /** What External Secrets and cert-manager make of a rendering. */
    static NeededSecrets made(Rendering rendering) {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        rendering.of("ExternalSecret").forEach(secret -> Manifest.each(secret.at("spec/data"))
                .forEach(entry -> keys.computeIfAbsent(
                                secret.at("spec/target/name").asText(), n -> new TreeSet<>())
                        .add(entry.path("secretKey").asText())));
        rendering.of("Certificate").forEach(certificate -> {
            Set<String> files = new TreeSet<>(Arrays.asList("tls.crt", "tls.key", "ca.crt"));
            if (certificate.at("spec/keystores/pkcs12/create").asBoolean()) {
                files.addAll(Set.of("keystore.p12", "truststore.p12"));
            }
            keys.put(certificate.at("spec/secretName").asText(), files);
        });
        return new NeededSecrets(keys);
    }

    boolean has(String secret, String key) {
        return keys.getOrDefault(secret, Set.of()).contains(key);
    }

    boolean has(String secret) {
        return keys.containsKey(secret);
    }

    Stream<String> names() {
        return keys.keySet().stream();
    }
}
