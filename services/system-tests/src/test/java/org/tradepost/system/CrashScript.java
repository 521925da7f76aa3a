package org.tradepost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jboss.byteman.agent.Transformer;

/** A Byteman script that halts a server at one {@link CrashPoint}, as abruptly as kill -9 does. */
final class CrashScript {

    private CrashScript() {}

    static String text(CrashPoint point) {
        StringBuilder script = new StringBuilder();
        for (CrashPoint.Rule rule : point.rules()) {
            script.append(
                    """
                    RULE %s at %s
                    CLASS %s
                    METHOD %s
                    %s
                    IF %s
                    DO traceln("halting at %s"); Runtime.getRuntime().halt(137)
                    ENDRULE
                    """
                            .formatted(
                                    point,
                                    rule.location(),
                                    rule.type(),
                                    rule.method(),
                                    rule.location(),
                                    rule.condition(),
                                    point));
        }
        return script.toString();
    }

    /**
     * The environment of a server that will die at the point.
     *
     * @param more what else it gets
     */
    static Map<String, String> dyingAt(CrashPoint point, Map<String, String> more) {
        try {
            Path script = Files.createTempFile("halt-at-" + point + "-", ".btm");
            script.toFile().deleteOnExit();
            Files.writeString(script, text(point));
            Path agent = Path.of(Transformer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var environment = new HashMap<>(more);
            // It will not live long enough for more than the first compiler.
            environment.put(
                    "JAVA_TOOL_OPTIONS",
                    "-XX:TieredStopAtLevel=1 -javaagent:" + agent + "=script:" + script + ",boot:" + agent);
            // A rehearsal would meet the point.
            environment.put("TRADEPOST_WARM_UP", "false");
            return environment;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
