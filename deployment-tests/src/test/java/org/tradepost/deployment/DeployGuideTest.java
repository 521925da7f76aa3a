package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for people who deploy name what there is: files, folders that can be applied, values of the chart, tables. */
class DeployGuideTest {
    private static final String DEPLOY = "docs/deploy.md";
    private static final String RESTORE = "docs/restore.md";
    private static final String CANARY = "docs/canary.md";

    @ParameterizedTest
    @ValueSource(strings = {DEPLOY, RESTORE, CANARY, "README.md"})
    void everyLinkLeadsSomewhere(String page) {
        assertThat(Guide.of(page).brokenLinks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[gone](gone.md)",
                "[a folder](../kustomize/components/ambient)",
                "[no such part](restore.md#kafka-is-found)",
                "[nor here](#what-has-been-tried)",
                "[a comment is no heading](#the-first-field-is-seconds)"
            })
    void aLinkThatLeadsNowhereIsNoticed(String link) {
        assertThat(Guide.of(DEPLOY).and(link).brokenLinks()).contains(link.replaceAll(".*\\(|\\)", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {DEPLOY, RESTORE, CANARY})
    void everyFileOfACommandIsThere(String page) {
        assertThat(Guide.of(page).missingFiles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "helm upgrade tradepost helm/tradepost -f helm/tradepost/ci/stage-values.yaml | helm/tradepost/ci/stage-values.yaml",
                "kubectl diff -k kustomize/overlays/stage                                     | kustomize/overlays/stage",
                "TRADEPOST_URL=$URL .ci/system-test                                           | .ci/system-test",
                "  - ../kustomize/components/postgresql                                       | kustomize/components/postgresql"
            })
    void aMissingFileIsNoticed(String command, String file) {
        assertThat(Guide.of(DEPLOY).and(block(command)).missingFiles()).contains(file);
        assertThat(Guide.of(DEPLOY).and("Run `" + command + "`.").missingFiles())
                .contains(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {DEPLOY, RESTORE, CANARY})
    void everythingThatIsAppliedCanBeRendered(String page) {
        Kubectl.installed().demand();
        assertThat(Guide.of(page).unrenderable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl kustomize helm/tradepost | less",
                "kubectl diff -k helm/tradepost",
                "kubectl apply --server-side \\\n  -k helm/tradepost -l a=b"
            })
    void aFolderThatCannotBeRenderedIsNoticed(String command) {
        Kubectl.installed().demand();
        assertThat(Guide.of(RESTORE).and(block(command)).unrenderable()).contains("helm/tradepost");
    }

    @ParameterizedTest
    @ValueSource(strings = {DEPLOY, CANARY})
    void everyValueIsOneOfTheChart(String page) {
        assertThat(Guide.of(page).unknownValues()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "`helm upgrade tradepost helm/tradepost --set image.tags=1`  | image.tags",
                "`helm upgrade tradepost helm/tradepost --set orders.a=1`    | orders.a",
                "(Helm: `database.urls`, `kafka.broker`)                     | kafka.broker",
                "(Helm: `services.<name>.ingress`)                           | services.<name>.ingress"
            })
    void aValueThatTheChartDoesNotHaveIsNoticed(String text, String value) {
        assertThat(Guide.of(DEPLOY).and(text).unknownValues()).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {DEPLOY, RESTORE, CANARY})
    void everyTableIsMadeByAMigration(String page) {
        assertThat(Guide.of(page).unknownTables()).isEmpty();
    }

    @Test
    void aTableThatNoMigrationMakesIsNoticed() {
        assertThat(Guide.of(RESTORE)
                        .and(block("UPDATE outboxes SET sent_at = NULL"))
                        .unknownTables())
                .contains("outboxes");
    }

    @ParameterizedTest
    @CsvSource({"staging, 40, 2", "production, 10, up to 20"})
    void connectionsAreAddedUpAsTheBudgetDoes(String overlay, int pool, String replicas) {
        Rendering rendering = Kubectl.rendered(Repository.kustomize("overlays/" + overlay));
        Manifest orders = rendering.one("Deployment", "orders");
        assertThat(rendering.environment(orders).getOrDefault("TRADEPOST_DB_POOL", "40"))
                .isEqualTo("" + pool);
        assertThat(replicas).endsWith("" + Scaling.range(orders, rendering).most());
        assertThat(Guide.of(DEPLOY).text())
                .contains("| %s | %d | %s | %d | %d | %s |"
                        .formatted(
                                overlay,
                                pool,
                                replicas,
                                ConnectionBudget.needed(orders, rendering),
                                ConnectionBudget.needed(rendering.one("Deployment", "payments"), rendering),
                                rendering
                                        .one("Cluster", "orders-db")
                                        .at("spec/postgresql/parameters/max_connections")
                                        .asText()));
    }

    private static String block(String command) {
        return "```bash\n" + command + "\n```";
    }
}
