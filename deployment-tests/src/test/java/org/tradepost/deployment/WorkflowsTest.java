package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** .github/workflows: the rules of {@link WorkflowRules}, and what the workflows have to do between them. */
class WorkflowsTest {
    static final List<Workflow> ALL = Workflow.all();

    private static final String GOOD =
            """
            name: good
            on: push
            permissions: {}
            concurrency: good
            jobs:
              build:
                runs-on: ubuntu-24.04
                timeout-minutes: 5
                permissions:
                  contents: read
                steps:
                  - uses: actions/checkout@0123456789abcdef0123456789abcdef01234567 # v5.0.1
                    with:
                      persist-credentials: false
                  - run: .ci/run
            """;

    @ParameterizedTest
    @FieldSource("ALL")
    void aWorkflowKeepsEveryRule(Workflow workflow) {
        assertThat(WorkflowRules.breaches(workflow)).isEmpty();
    }

    @Test
    void noneIsMissing() {
        assertThat(ALL)
                .extracting(Workflow::name)
                .contains(
                        "verify.yml",
                        "images.yml",
                        "manifests.yml",
                        "e2e.yml",
                        "deploy.yml",
                        "rollout.yml",
                        "release.yml",
                        "codeql.yml");
    }

    @Test
    void everyServiceHasItsImageBuilt() {
        Workflow images = ALL.stream()
                .filter(workflow -> workflow.name().equals("images.yml"))
                .findFirst()
                .orElseThrow();
        assertThat(Manifest.each(images.content().at("/jobs/image/strategy/matrix/service")))
                .extracting(service -> service.asText())
                .containsExactlyInAnyOrderElementsOf(Repository.SERVICES);
    }

    /** Staging, tests and load come before production, in this order. */
    @Test
    void productionWaitsForWhatStagingShowed() {
        var jobs = ALL.stream()
                .filter(workflow -> workflow.name().equals("deploy.yml"))
                .findFirst()
                .orElseThrow()
                .content()
                .path("jobs");
        assertThat(jobs.at("/system-tests/needs").asText()).isEqualTo("staging");
        assertThat(jobs.at("/load-test/needs").asText()).isEqualTo("system-tests");
        assertThat(jobs.at("/production/needs").asText()).isEqualTo("load-test");
        assertThat(jobs.at("/production/with/overlay").asText()).isEqualTo("production");
    }

    @Test
    void theRulesTakeWhatIsRight() {
        assertThat(WorkflowRules.breaches(Workflow.of("good.yml", GOOD))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0123456789abcdef0123456789abcdef01234567 | v5 | is not pinned",
                "0123456789abcdef0123456789abcdef01234567 | 0123456 | is not pinned",
                "' # v5.0.1' | '' | is not pinned",
                "' # v5.0.1' | ' # main' | is not pinned",
                "run: .ci/run | uses: ./.github/workflows/none.yml | is not pinned",
                "on: push | on: pull_request_target | gives strangers' code our rights",
                "concurrency: good | env: {} | does not say what may run at a time",
                "permissions: {} | permissions: write-all | gives permissions to all its jobs",
                "permissions: {} | env: {} | gives permissions to all its jobs",
                "'    permissions:' | '    environment:' | job build does not list its permissions",
                "timeout-minutes: 5 | name: build | job build has no timeout-minutes",
                "persist-credentials: false | fetch-depth: 1 | leaves its token behind",
                ".ci/run | .ci/runs | names .ci/runs, which does not exist",
                ".ci/run | kubectl apply -k kustomize/overlays/stage | names kustomize/overlays/stage",
                ".ci/run | ./tradepos | names ./tradepos",
                ".ci/run | 'echo ${{ github.head_ref }}' | has an expression in it",
                ".ci/run | echo $TRADEPOST_ADMIN_PASSWORD | prints a secret",
                ".ci/run | set -x | shows all that it does"
            })
    void aMistakeIsRefused(String right, String wrong, String complaint) {
        assertThat(GOOD).contains(right);
        assertThat(WorkflowRules.breaches(Workflow.of("bad.yml", GOOD.replace(right, wrong))))
                .anySatisfy(breach -> assertThat(breach).contains(complaint));
    }
}
