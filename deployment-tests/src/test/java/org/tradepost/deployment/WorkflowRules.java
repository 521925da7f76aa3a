package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Workflows run nothing that can change unseen, with no more rights than they need, and end. */
final class WorkflowRules {
    private static final Pattern USE = Pattern.compile("(?m)^[ -]*uses:\\s*(\\S+)(.*)$");
    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40}");
    private static final Pattern VERSION = Pattern.compile("\\s+# v\\d+(\\.\\d+)+");
    /** What a script names in this repository, up to where a variable begins. */
    private static final Pattern PATH = Pattern.compile(
            "(?<![\\w./-])((?:\\./)?(?:\\.ci|images|kustomize|helm|services|liberty-config|docs)/[\\w./-]*|\\./\\w+)");
    /** In a script a value becomes part of the program, in its environment it does not. */
    private static final String EXPRESSION = "${{";

    private WorkflowRules() {}

    /** What is wrong, the file and a complaint each. */
    static List<String> breaches(Workflow workflow) {
        return Stream.of(
                        actions(workflow),
                        triggers(workflow),
                        permissions(workflow),
                        workflow.jobs().flatMap(WorkflowRules::job),
                        workflow.steps().flatMap(WorkflowRules::checkout),
                        workflow.scripts().flatMap(WorkflowRules::script))
                .flatMap(complaints -> complaints)
                .map(complaint -> workflow.name() + ": " + complaint)
                .toList();
    }

    private static Stream<String> actions(Workflow workflow) {
        return USE.matcher(workflow.text())
                .results()
                .filter(use -> !isPinned(use.group(1), use.group(2)))
                .map(use -> use.group(1) + " is not pinned by a commit with its version in a comment");
    }

    private static boolean isPinned(String action, String comment) {
        if (action.startsWith("./")) {
            return Files.isRegularFile(Repository.root().resolve(action));
        }
        return PINNED.matcher(action).matches() && VERSION.matcher(comment).matches();
    }

    private static Stream<String> triggers(Workflow workflow) {
        return Stream.concat(
                demand(
                        !workflow.text().contains("pull_request_target"),
                        "pull_request_target gives strangers' code our rights"),
                demand(workflow.content().has("concurrency"), "does not say what may run at a time"));
    }

    private static Stream<String> permissions(Workflow workflow) {
        JsonNode common = workflow.content().path("permissions");
        return demand(common.isObject() && common.isEmpty(), "gives permissions to all its jobs, not to each its own");
    }

    private static Stream<String> job(Map.Entry<String, JsonNode> job) {
        JsonNode permissions = job.getValue().path("permissions");
        return Stream.of(
                        demand(permissions.isObject(), "does not list its permissions"),
                        // A workflow that is called has limits of its own.
                        demand(
                                job.getValue().has("uses")
                                        || job.getValue()
                                                        .path("timeout-minutes")
                                                        .asInt()
                                                > 0,
                                "has no timeout-minutes"))
                .flatMap(complaints -> complaints)
                .map(complaint -> "job " + job.getKey() + " " + complaint);
    }

    private static Stream<String> checkout(JsonNode step) {
        JsonNode keeps = step.path("with").path("persist-credentials");
        return demand(
                !step.path("uses").asText().startsWith("actions/checkout@")
                        || (keeps.isBoolean() && !keeps.asBoolean()),
                "the checkout leaves its token behind");
    }

    private static Stream<String> script(String script) {
        Stream<String> missing = PATH.matcher(script)
                .results()
                .map(MatchResult::group)
                .filter(path -> !path.contains("/target/"))
                .filter(path -> !Files.exists(Repository.root().resolve(path)))
                .map(path -> "a script names " + path + ", which does not exist");
        Stream<String> printed = script.lines()
                .filter(line -> line.matches(".*\\b(echo|printf|cat)\\b.*(PASSWORD|SECRET|TOKEN|KUBECONFIG).*"))
                .filter(line -> !line.contains("::add-mask::"))
                .map(line -> "a script prints a secret: " + line.strip());
        return Stream.of(
                        missing,
                        printed,
                        demand(!script.contains(EXPRESSION), "a script has an expression in it; pass it by env"),
                        demand(!script.contains("set -x"), "a script shows all that it does, secrets too"))
                .flatMap(complaints -> complaints);
    }

    private static Stream<String> demand(boolean kept, String complaint) {
        return kept ? Stream.empty() : Stream.of(complaint);
    }
}
