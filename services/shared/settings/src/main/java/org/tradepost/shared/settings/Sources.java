package org.tradepost.shared.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The sources that the environment names. Ordinals: the environment itself has 300, defaults in the WARs have 100. */
final class Sources implements AutoCloseable {

    static final String FILE = "file";
    static final String DIRECTORY = "directory";
    static final String SECRETS = "secrets";
    static final String ETCD = "etcd";

    /** Belong to operations rather than to the deployment: what they say wrong keeps no service from starting. */
    static final Set<String> PASSED_OVER = Set.of(DIRECTORY, SECRETS, ETCD);

    private final List<ChangingSource> all = new ArrayList<>();

    /** @throws IllegalStateException for what is named and cannot be read, except for a configuration centre that is away */
    Sources(UnaryOperator<String> environment) {
        given(environment, "TRADEPOST_CONFIG_FILE")
                .ifPresent(file -> all.add(new FileSource(FILE, 250, FileSource.properties(Path.of(file)))));
        given(environment, "TRADEPOST_CONFIG_DIRECTORY")
                .ifPresent(
                        directory -> all.add(new FileSource(DIRECTORY, 310, FileSource.directory(Path.of(directory)))));
        given(environment, "TRADEPOST_SECRETS_DIRECTORY")
                .ifPresent(directory -> all.add(new FileSource(
                        SECRETS, 320, FileSource.secrets(Path.of(directory), new SealedValues(key(environment))))));
        given(environment, "TRADEPOST_CONFIG_ETCD")
                .ifPresent(urls -> all.add(new EtcdSource(
                        ETCD,
                        330,
                        new EtcdClient(
                                urls,
                                given(environment, "TRADEPOST_CONFIG_ETCD_PREFIX")
                                        .orElse("/tradepost/"),
                                given(environment, "TRADEPOST_CONFIG_ETCD_USER"),
                                given(environment, "TRADEPOST_CONFIG_ETCD_PASSWORD")))));
    }

    List<ChangingSource> all() {
        return List.copyOf(all);
    }

    void begin(Runnable changed) {
        all.forEach(source -> source.begin(changed));
    }

    /** Whether anything has changed in those that do not tell. */
    boolean look() {
        boolean changed = false;
        for (ChangingSource source : all) {
            changed |= source.look();
        }
        return changed;
    }

    List<SettingsReport.SourceState> states() {
        return all.stream().map(ChangingSource::state).toList();
    }

    @Override
    public void close() {
        all.forEach(ChangingSource::close);
    }

    private static Optional<String> key(UnaryOperator<String> environment) {
        return given(environment, SealedValues.KEY)
                .or(() -> given(environment, SealedValues.KEY + "_FILE").map(Sources::text));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(SealedValues.KEY + "_FILE cannot be read", e);
        }
    }

    private static Optional<String> given(UnaryOperator<String> environment, String variable) {
        return Optional.ofNullable(environment.apply(variable)).filter(value -> !value.isBlank());
    }
}
