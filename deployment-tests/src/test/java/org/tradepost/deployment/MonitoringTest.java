package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules, dashboards and runbooks fit together; and each check refuses what breaks it. */
class MonitoringTest {
    private static final Monitoring OURS = Monitoring.ours();

    @BeforeAll
    static void checksFirst() {
        Promtool.installed().demand();
    }

    @TestFactory
    Stream<DynamicTest> everyCheckHolds() {
        return MonitoringCheck.all().stream()
                .map(check -> dynamicTest(
                        check.title(), () -> assertThat(check.breaches(OURS)).isEmpty()));
    }

    /** It has something to look at. */
    @Test
    void thereAreAlertsAndPanels() {
        assertThat(OURS.alerts()).hasSizeGreaterThan(20);
        assertThat(OURS.panels()).hasSizeGreaterThan(40);
        assertThat(OURS.in("dashboards")).hasSizeGreaterThanOrEqualTo(6);
    }

    /** Grafana and the operator get every file. */
    @Test
    void theComponentBringsEveryRuleAndDashboard() {
        Kubectl.installed().demand();
        Rendering rendering = Kubectl.rendered(Repository.kustomize("overlays/staging"));
        assertThat(rendering.of("PrometheusRule").map(rule -> rule.json().path("spec")))
                .containsExactlyInAnyOrderElementsOf(OURS.in("rules").toList());
        JsonNode dashboards = rendering.one("ConfigMap", "tradepost-dashboards").json();
        assertThat(dashboards.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        assertThat(dashboards.path("data").size())
                .isEqualTo((int) OURS.in("dashboards").count());
    }

    /**
     * Something wrong.
     *
     * @param complaint a part of what the check has to say
     */
    record Wrong(MonitoringCheck check, String complaint, Monitoring monitoring) {
        @Override
        public String toString() {
            return check.title() + ": " + complaint;
        }
    }

    static Stream<Wrong> mistakes() {
        return Stream.of(rules(), alerts(), metrics(), dashboards(), routes()).flatMap(all -> all);
    }

    private static Stream<Wrong> rules() {
        var work = new RulesWork();
        return Stream.of(
                new Wrong(work, "parse error", alert("resources", "TradepostCpu", rule -> rule.put("expr", "cpu >"))),
                new Wrong(work, "nonsense", alert("resources", "TradepostCpu", rule -> rule.put("nonsense", "1"))),
                new Wrong(
                        work,
                        "TradepostCpu",
                        alert(
                                "resources",
                                "TradepostCpu",
                                rule -> rule.put("expr", expression(rule).replace("0.9", "0.8")))),
                new Wrong(
                        work,
                        "TradepostServiceDown",
                        alert("services", "TradepostServiceDown", rule -> rule.put("for", "5m"))),
                new Wrong(work, "TradepostErrors", alert("services", "TradepostErrors", rule -> ((ObjectNode)
                                rule.path("annotations"))
                        .put("summary", "{{ $labels.servce }} fails"))));
    }

    private static Stream<Wrong> alerts() {
        var tested = new AlertsAreTested();
        var runbooks = new AlertsHaveRunbooks();
        return Stream.of(
                new Wrong(tested, "TradepostCpu never fires", OURS.with("tests/resources", tests -> cases(
                                tests, "TradepostCpu")
                        .forEach(one -> one.putArray("exp_alerts")))),
                new Wrong(tested, "TradepostCpu is never silent", OURS.with("tests/resources", tests -> cases(
                                tests, "TradepostCpu")
                        .forEach(one -> one.putArray("exp_alerts").addObject()))),
                new Wrong(
                        tested,
                        "no such alert",
                        alert("resources", "TradepostCpu", rule -> rule.put("alert", "TradepostGpu"))),
                new Wrong(tested, "page or ticket", OURS.with("tests/resources", tests -> tests.findParents("severity")
                        .forEach(labels -> ((ObjectNode) labels).put("severity", "warning")))),
                new Wrong(tested, "needs a service", OURS.with("tests/resources", tests -> tests.findParents("severity")
                        .forEach(labels -> ((ObjectNode) labels).remove("service")))),
                new Wrong(runbooks, "has no description", alert("orders", "TradepostSagaOld", rule -> ((ObjectNode)
                                rule.path("annotations"))
                        .remove("description"))),
                new Wrong(
                        runbooks,
                        "a section that docs/operations.md has not: sagas",
                        alert("orders", "TradepostSagaOld", rule -> ((ObjectNode) rule.path("annotations"))
                                .put("runbook", "docs/operations.md#sagas"))),
                new Wrong(
                        runbooks,
                        "has not: requests-fail",
                        OURS.withOperations(page -> page.replace("## Requests fail", "## Requests failed"))),
                new Wrong(
                        runbooks,
                        "does not say 121",
                        alert(
                                "orders",
                                "TradepostSagaOld",
                                rule -> rule.put("expr", expression(rule).replace("120", "121")))),
                new Wrong(
                        runbooks,
                        "does not say 7 %",
                        alert(
                                "services",
                                "TradepostErrors",
                                rule -> rule.put("expr", expression(rule).replace("0.05", "0.07")))),
                new Wrong(
                        runbooks,
                        "does not say for 3 minutes",
                        alert("orders", "TradepostSagaOld", rule -> rule.put("for", "3m"))),
                new Wrong(
                        runbooks,
                        "TradepostCpu is not in the table",
                        OURS.withOperations(page -> page.replace("| `TradepostCpu` |", "| `TradepostGpu` |"))),
                new Wrong(
                        runbooks,
                        "lists TradepostGpu",
                        OURS.withOperations(page -> page.replace("| `TradepostCpu` |", "| `TradepostGpu` |"))));
    }

    private static Stream<Wrong> metrics() {
        var known = new MetricsAreKnown();
        return Stream.of(
                new Wrong(
                        known,
                        "nobody knows the metric saga_age",
                        alert(
                                "orders",
                                "TradepostSagaOld",
                                rule -> rule.put("expr", expression(rule).replace("_seconds", "")))),
                new Wrong(
                        known,
                        "nobody knows the metric saga_wait",
                        query("sagas", query -> query.replace("_waits_total", "_wait"))),
                new Wrong(known, "is not selected by job", query("sagas", query -> query.replace("job=", "jobs="))),
                new Wrong(known, "docs/operations.md explains up", OURS.withoutMetric("up")),
                new Wrong(
                        known,
                        "does not explain active_users",
                        OURS.withOperations(page -> page.replace("`active_users", "`users_active"))));
    }

    private static Stream<Wrong> dashboards() {
        var work = new DashboardsWork();
        return Stream.of(
                new Wrong(work, "a uid of its own", OURS.with("dashboards/jvm", json -> ((ObjectNode) json)
                        .put("uid", "tradepost-sagas"))),
                new Wrong(work, "has no unit", panel(json -> ((ObjectNode) json.at("/fieldConfig/defaults"))
                        .remove("unit"))),
                new Wrong(work, "has no description", panel(json -> json.put("description", " "))),
                new Wrong(work, "asks no chosen Prometheus", panel(json -> json.remove("datasource"))),
                new Wrong(work, "asks nothing", panel(json -> json.putArray("targets"))),
                new Wrong(work, "parse error", query("sagas", query -> query + ")")),
                new Wrong(work, "parse error", query("sagas", query -> query.replace("$__rate_interval", "$interval"))),
                new Wrong(
                        work,
                        "declares no such variable",
                        query("sagas", query -> query.replace("$namespace", "$service"))));
    }

    private static Stream<Wrong> routes() {
        var routed = new AlertsAreRouted();
        return Stream.of(
                new Wrong(routed, "no receiver nobody", OURS.with("alertmanager", json -> ((ObjectNode)
                                json.path("route"))
                        .put("receiver", "nobody"))),
                new Wrong(routed, "no route takes severity=\"page\"", OURS.with("alertmanager", json -> ((ArrayNode)
                                json.at("/route/routes"))
                        .remove(0))),
                new Wrong(routed, "no alert TradepostGone", OURS.with("alertmanager", json -> ((ObjectNode)
                                json.at("/inhibit_rules/0"))
                        .putArray("source_matchers")
                        .add("alertname=\"TradepostGone\""))),
                new Wrong(routed, "routing_key belongs into a file", OURS.with("alertmanager", json -> ((ObjectNode)
                                json.at("/receivers/0/pagerduty_configs/0"))
                        .put("routing_key", "0123"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsRefused(Wrong wrong) {
        assertThat(wrong.check().breaches(wrong.monitoring()))
                .anySatisfy(found -> assertThat(found).contains(wrong.complaint()));
    }

    @Test
    void noCheckIsLeftOut() {
        List<String> broken = mistakes().map(wrong -> wrong.check().title()).toList();
        assertThat(MonitoringCheck.all()).allSatisfy(check -> assertThat(broken).contains(check.title()));
    }

    private static Monitoring alert(String file, String name, Consumer<ObjectNode> change) {
        return OURS.with("rules/" + file, json -> json.findParents("alert").stream()
                .filter(rule -> rule.path("alert").asText().equals(name))
                .forEach(rule -> change.accept((ObjectNode) rule)));
    }

    private static Monitoring panel(Consumer<ObjectNode> change) {
        return OURS.with("dashboards/sagas", json -> change.accept((ObjectNode) json.at("/panels/0")));
    }

    private static Monitoring query(String dashboard, UnaryOperator<String> change) {
        return OURS.with("dashboards/" + dashboard, json -> json.findParents("expr")
                .forEach(target -> ((ObjectNode) target).put("expr", change.apply(expression(target)))));
    }

    private static String expression(JsonNode rule) {
        return rule.path("expr").asText();
    }

    private static Stream<ObjectNode> cases(JsonNode tests, String alert) {
        return tests.findParents("alertname").stream()
                .filter(one -> one.path("alertname").asText().equals(alert))
                .map(ObjectNode.class::cast);
    }
}
