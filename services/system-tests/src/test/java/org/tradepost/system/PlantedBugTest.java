package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every patch still applies to the code and compiles; a bug that cannot be planted would prove nothing. */
class PlantedBugTest {

    @ParameterizedTest
    @EnumSource
    void aBugAppliesCompilesAndReplacesClassesThatAreThere(PlantedBug bug) throws IOException {
        Path folder = bug.compiled();
        assertThat(PlantedBug.classes(folder)).isNotEmpty();
        var path = new ArrayList<URL>();
        for (Path file : ServiceCode.classPath(Deployment.project(), bug.service())) {
            path.add(file.toUri().toURL());
        }
        boolean differs = false;
        try (URLClassLoader code = new URLClassLoader(path.toArray(URL[]::new), null)) {
            for (String name : PlantedBug.classes(folder)) {
                try (var built = code.getResourceAsStream(name)) {
                    assertThat(built).as("%s adds no class: %s", bug, name).isNotNull();
                    differs |= !Arrays.equals(built.readAllBytes(), Files.readAllBytes(folder.resolve(name)));
                }
            }
        }
        assertThat(differs).as("%s changes the code", bug).isTrue();
    }

    @Test
    void everyPatchIsABugOfTheList() throws IOException {
        try (Stream<Path> patches = Files.list(PlantedBug.folder())) {
            assertThat(patches)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(PlantedBug.values()).map(PlantedBug::file).toList());
        }
    }
}
