package org.tradepost.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER_KEY =
            Base64.getEncoder().encodeToString("another key of 32 bytes, exactly".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    @Test
    void aFileOfPropertiesIsReadAgain() throws IOException {
        Path file = folder.resolve("tradepost.properties");
        Files.writeString(file, "tradepost.log.level=INFO\n");
        FileSource source = new FileSource(Sources.FILE, 250, FileSource.properties(file));
        assertThat(source.getValue("tradepost.log.level")).isEqualTo("INFO");
        Files.writeString(file, "tradepost.log.level=FINE\n");
        assertThat(settled(source)).isTrue();
        assertThat(source.getValue("tradepost.log.level")).isEqualTo("FINE");
        assertThat(settled(source)).as("nothing has changed").isFalse();
    }

    @Test
    void whatIsBeingWrittenCountsOnceItIsTheSameTwice() throws IOException {
        Path value = write("tradepost.gateway.cache.keep", "500");
        FileSource source = directory();
        Files.writeString(value, "1");
        assertThat(source.look()).isFalse();
        Files.writeString(value, "1000");
        assertThat(source.look()).isFalse();
        assertThat(source.getValue("tradepost.gateway.cache.keep")).isEqualTo("500");
        assertThat(source.look()).isTrue();
        assertThat(source.getValue("tradepost.gateway.cache.keep")).isEqualTo("1000");
    }

    @Test
    void aMountedConfigMapIsSwappedAsAWhole() throws IOException {
        Path first = Files.createDirectory(folder.resolve("..2026_1"));
        Files.writeString(first.resolve("one"), "1\n");
        Files.writeString(first.resolve("two"), "1");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_1"));
        Files.createSymbolicLink(folder.resolve("one"), Path.of("..data", "one"));
        FileSource source = directory();
        assertThat(source.values()).containsOnlyKeys("one", "two").containsEntry("one", "1");

        Path second = Files.createDirectory(folder.resolve("..2026_2"));
        Files.writeString(second.resolve("one"), "2");
        assertThat(settled(source)).as("not linked yet").isFalse();
        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2026_2"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertThat(settled(source)).isTrue();
        assertThat(source.values()).containsOnlyKeys("one").containsEntry("one", "2");
    }

    @Test
    void aNameMayBeThatOfAnEnvironmentVariable() throws IOException {
        write("TRADEPOST_LOG_LEVEL", "FINE");
        assertThat(directory().getValue("tradepost.log.level")).isEqualTo("FINE");
    }

    @Test
    void aDirectoryThatIsGoneChangesNothing() throws IOException {
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        Path file = Files.writeString(mounted.resolve("one"), "1");
        FileSource source = new FileSource(Sources.DIRECTORY, 310, FileSource.directory(mounted));
        Files.delete(file);
        Files.delete(mounted);
        assertThat(settled(source)).isFalse();
        assertThat(source.getValue("one")).isEqualTo("1");
        assertThat(source.state().readable()).isFalse();

        Files.createDirectory(mounted);
        assertThat(settled(source)).isTrue();
        assertThat(source.getValue("one")).isNull();
        assertThat(source.state().readable()).isTrue();
    }

    @Test
    void whatIsNamedHasToBeThereAtTheStart() {
        assertThatThrownBy(() -> new FileSource(Sources.FILE, 250, FileSource.properties(folder.resolve("missing"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("file")
                .hasMessageContaining("missing");
    }

    @Test
    void aSecretMayBeEncrypted() throws IOException {
        SealedValues sealed = new SealedValues(Optional.of(KEY));
        String text = sealed.seal("tradepost.redis.url", "redis://:secret@redis");
        assertThat(text).startsWith("{encrypted}").doesNotContain("secret");
        write("TRADEPOST_REDIS_URL", text + "\n");
        write("plain", "as it is");
        FileSource source = secrets(KEY);
        assertThat(source.getValue("tradepost.redis.url")).isEqualTo("redis://:secret@redis");
        assertThat(source.getValue("plain")).isEqualTo("as it is");
    }

    @Test
    void aSecretDoesNotOpenWithAnotherKey() throws IOException {
        write("one", new SealedValues(Optional.of(OTHER_KEY)).seal("one", "secret"));
        assertThatThrownBy(() -> secrets(KEY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one does not open");
    }

    @Test
    void aSecretDoesNotOpenUnderAnotherName() throws IOException {
        String text = new SealedValues(Optional.of(KEY)).seal("one", "secret");
        write("two", text);
        assertThatThrownBy(() -> secrets(KEY)).hasMessageContaining("encrypted for another setting");
    }

    @Test
    void aSecretThatDoesNotOpenLaterLeavesTheOldOne() throws IOException {
        SealedValues sealed = new SealedValues(Optional.of(KEY));
        Path file = write("one", sealed.seal("one", "first"));
        FileSource source = secrets(KEY);
        String changed = sealed.seal("one", "second");
        Files.writeString(file, changed.substring(0, changed.length() - 4) + "AAAA");
        assertThat(settled(source)).isFalse();
        assertThat(source.getValue("one")).isEqualTo("first");
        assertThat(source.state().trouble()).contains("one").doesNotContain("second");
        Files.writeString(file, changed);
        assertThat(settled(source)).isTrue();
        assertThat(source.getValue("one")).isEqualTo("second");
    }

    @Test
    void anEncryptedValueNeedsAKeyAndAKeyHas256Bits() {
        String sealed = new SealedValues(Optional.of(KEY)).seal("one", "value");
        assertThatThrownBy(() -> new SealedValues(Optional.empty()).open("one", sealed))
                .hasMessageContaining(SealedValues.KEY + " is needed");
        assertThatThrownBy(() -> new SealedValues(Optional.empty()).seal("one", "value"))
                .hasMessageContaining(SealedValues.KEY + " is needed");
        assertThatThrownBy(() -> new SealedValues(Optional.of("c2hvcnQ="))).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> new SealedValues(Optional.of("no base64!")))
                .hasMessage(SealedValues.KEY + " is not base64");
    }

    /** Looked at often enough for a change to count. */
    private static boolean settled(FileSource source) {
        boolean first = source.look();
        return source.look() || first;
    }

    private Path write(String name, String value) throws IOException {
        return Files.writeString(folder.resolve(name), value);
    }

    private FileSource directory() {
        return new FileSource(Sources.DIRECTORY, 310, FileSource.directory(folder));
    }

    private FileSource secrets(String key) {
        return new FileSource(Sources.SECRETS, 320, FileSource.secrets(folder, new SealedValues(Optional.of(key))));
    }
}
