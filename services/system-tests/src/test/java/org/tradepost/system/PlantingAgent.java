package org.tradepost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Puts other class files in the place of a server's own as they are loaded. A Java agent, alone in a jar of its own. */
public final class PlantingAgent {

    private PlantingAgent() {}

    /**
     * @param folder where the other class files are
     */
    public static void premain(String folder, Instrumentation instrumentation) {
        Path planted = Path.of(folder);
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] original) {
                Path file = planted.resolve(name + ".class");
                if (!Files.exists(file)) {
                    return null;
                }
                try {
                    System.out.println("planted " + name);
                    return Files.readAllBytes(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    /** The option that loads this agent. */
    static String option(Path folder) {
        try {
            Path jar = Files.createTempFile("planting-", ".jar");
            jar.toFile().deleteOnExit();
            var manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), PlantingAgent.class.getName());
            try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (String type : new String[] {"PlantingAgent", "PlantingAgent$1"}) {
                    String name = "org/tradepost/system/" + type + ".class";
                    out.putNextEntry(new JarEntry(name));
                    try (var in = PlantingAgent.class.getResourceAsStream("/" + name)) {
                        in.transferTo(out);
                    }
                }
            }
            return "-javaagent:" + jar + "=" + folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
