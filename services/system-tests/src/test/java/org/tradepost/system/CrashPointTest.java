package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.byteman.check.RuleCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A point whose class, method or variable was renamed would never be met: it fails here, not silently there. */
class CrashPointTest {

    static Stream<String> services() {
        return Stream.of("users", "catalog", "orders", "payments");
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyPointOfAServiceIsInItsCode(String service) throws Exception {
        assertThat(CrashPoint.of(service)).isNotEmpty();
        assertThat(problems(
                        service,
                        CrashPoint.of(service).stream().map(CrashScript::text).toList()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"control.CheckoutSaga", "METHOD drive", "INVOKE recordAndYield", "$saga", "step()"})
    void aRuleThatMeetsNothingIsFound(String renamed) throws Exception {
        String script = CrashScript.text(CrashPoint.PAY_RECORDED);
        assertThat(script).contains(renamed);
        String gone = renamed.endsWith("()") ? renamed.replace("()", "Gone()") : renamed + "Gone";
        assertThat(problems("orders", List.of(script.replace(renamed, gone)))).isNotEmpty();
    }

    @Test
    void theRulesOfTwoOwnersAreInTheCode() throws Exception {
        assertThat(problems("orders", List.of(BugScenarios.TWO_OWNERS))).isEmpty();
    }

    @Test
    void everyServiceThatTellsOrListensCanDieAroundIt() {
        assertThat(services()).allSatisfy(service -> assertThat(CrashPoint.of(service))
                .contains(CrashPoint.RELAY_PUBLISHED_UNMARKED));
        assertThat(CrashPoint.CONSUMER_UNCOMMITTED.services()).containsExactlyInAnyOrder("users", "orders");
    }

    /** What Byteman's own checker says, which sees the code that it shares a class loader with. */
    private static List<String> problems(String service, List<String> scripts) throws Exception {
        var path = new ArrayList<URL>();
        path.add(RuleCheck.class.getProtectionDomain().getCodeSource().getLocation());
        for (Path file : ServiceCode.classPath(Deployment.project(), service)) {
            path.add(file.toUri().toURL());
        }
        try (URLClassLoader code = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> checker = code.loadClass(RuleCheck.class.getName());
            Object check = checker.getConstructor().newInstance();
            checker.getMethod("setPrintStream", PrintStream.class)
                    .invoke(check, new PrintStream(OutputStream.nullOutputStream()));
            for (int i = 0; i < scripts.size(); i++) {
                checker.getMethod("addRule", String.class, String.class).invoke(check, "script" + i, scripts.get(i));
            }
            checker.getMethod("checkRules").invoke(check);
            Object result = checker.getMethod("getResult").invoke(check);
            var problems = new ArrayList<String>();
            for (String kind : List.of("Error", "ParseError", "TypeError", "Warning", "TypeWarning")) {
                ((List<?>) result.getClass()
                                .getMethod("get" + kind + "Messages")
                                .invoke(result))
                        .forEach(message -> problems.add(kind + ": " + message));
            }
            return problems;
        }
    }
}
