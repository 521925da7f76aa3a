package org.tradepost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jboss.byteman.agent.Transformer;

/** Byteman scripts, above all one that halts a server at a {@link CrashPoint}, as abruptly as kill -9 does. */
final class CrashScript {

    private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

    private CrashScript() {}

    static String text(CrashPoint point) {
        StringBuilder script = new StringBuilder();
        for (CrashPoint.Rule rule : point.rules()) {
            script.append(rule(
                    point + " " + rule.location(),
                    rule,
                    "traceln(\"halting at " + point + "\"); Runtime.getRuntime().halt(137)"));
        }
        return script.toString();
    }

    /** One rule of a script: what to do where. */
    static String rule(String name, CrashPoint.Rule rule, String action) {
        return """
                RULE %s
                CLASS %s
                METHOD %s
                %s
                IF %s
                DO %s
                ENDRULE
                """
                .formatted(name, rule.type(), rule.method(), rule.location(), rule.condition(), action);
    }

    /**
     * The environment of a server that will die at the point.
     *
     * @param more what else it gets
     */
    static Map<String, String> dyingAt(CrashPoint point, Map<String, String> more) {
        // It will not live long enough for more than the first compiler.
        return following(text(point), withOptions(more, "-XX:TieredStopAtLevel=1"));
    }

    /** The environment of a server in which the rules hold. */
    static Map<String, String> following(String rules, Map<String, String> more) {
        try {
            Path script = Files.createTempFile("rules-", ".btm");
            script.toFile().deleteOnExit();
            Files.writeString(script, rules);
            Path agent = Path.of(Transformer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var environment = withOptions(more, "-javaagent:" + agent + "=script:" + script + ",boot:" + agent);
            // A rehearsal would meet the rules.
            environment.put("TRADEPOST_WARM_UP", "false");
            return environment;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The environment with more options for the virtual machine. */
    static Map<String, String> withOptions(Map<String, String> environment, String options) {
        var more = new HashMap<>(environment);
        more.merge(OPTIONS, options, (first, second) -> first + " " + second);
        return more;
    }
}
