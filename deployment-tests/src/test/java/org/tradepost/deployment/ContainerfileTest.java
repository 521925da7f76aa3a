package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** images/Containerfile: five images that the Deployments of the base can run. */
class ContainerfileTest {
    private static final String GOOD = Repository.text(Repository.root().resolve("images/Containerfile"));

    @BeforeAll
    static void rendersFirst() {
        Kubectl.installed().demand();
    }

    private static List<String> breaches(String text) {
        return new ImageRules(Containerfile.parse(text), Kubectl.rendered(Repository.kustomize("base"))).breaches();
    }

    @Test
    void itKeepsEveryRule() {
        assertThat(breaches(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USER 1001:1001 | USER root | orders: does not run as 1001:1001",
                "CMD [\"orders\"] | CMD orders | orders: does not run its server as the first process",
                "CMD [\"orders\"] | CMD [\"users\"] | orders: does not run its server as the first process",
                "ENTRYPOINT [\"/opt/wlp/bin/server\", \"run\"] | ENTRYPOINT /opt/wlp/bin/server run | as the first process",
                "/images/orders/libraries | /images/users/libraries | orders: is not its three layers",
                "EXPOSE 9080 9081 | EXPOSE 9081 | gateway: exposes other ports",
                "/health/live | /health/alive | its HEALTHCHECK does not ask",
                "HEALTHCHECK | # | its HEALTHCHECK does not ask",
                "WLP_OUTPUT_DIR=/output | WLP_OUTPUT_DIR=/tmp | WLP_OUTPUT_DIR is not what it is in its pods: /output",
                "ENV LOG_DIR=/logs | ENV TRADEPOST_DEBUG=true | TRADEPOST_DEBUG is not what it is in its pods: null",
                "ENV LOG_DIR=/logs | ENV ltpa_keys_password=a | so no secret: ltpa_keys_password",
                "ARG REVISION= | ARG REGISTRY_TOKEN= | so no secret: REGISTRY_TOKEN",
                "org.opencontainers.image.revision | revision | has no label org.opencontainers.image.revision",
                "\"tradepost/orders\" | \"orders\" | orders: is not titled",
                "COPY . . | ADD https://example.com/a.tar.gz . | nothing is fetched but by Maven",
                "WORKDIR /source | RUN curl https://example.com | nothing is fetched but by Maven",
                "FROM ${JRE_IMAGE} | FROM eclipse-temurin:25-jre | is no build argument",
                "eclipse-temurin:25-jre | eclipse-temurin:latest | has no registry and version",
                "docker.io/library/maven:3.9-eclipse-temurin-25 | docker.io/library/maven | has no registry and version"
            })
    void aMistakeIsRefused(String right, String wrong, String complaint) {
        assertThat(GOOD).contains(right);
        assertThat(breaches(GOOD.replace(right, wrong)))
                .anySatisfy(breach -> assertThat(breach).contains(complaint));
    }

    @Test
    void aBaseThatIsPinnedByItsDigestIsTaken() {
        String digest = "@sha256:" + "0123456789abcdef".repeat(4);
        assertThat(breaches(GOOD.replaceAll("(?m)(^ARG JRE_IMAGE=.*)$", "$1" + digest)))
                .isEmpty();
    }

    /** A module that is new is not forgotten in what the engine is given: Maven reads the files of all. */
    @Test
    void everyModuleOfTheBuildIsGivenToTheEngine() {
        List<String> given = Repository.text(Repository.root().resolve(".dockerignore"))
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        assertThat(Pattern.compile("<module>(.+)</module>")
                        .matcher(Repository.text(Repository.root().resolve("pom.xml")))
                        .results()
                        .map(module -> module.group(1) + "/pom.xml"))
                .isNotEmpty()
                .allSatisfy(pom -> assertThat(given).anyMatch(path -> pom.equals(path) || pom.startsWith(path + "/")));
    }
}
