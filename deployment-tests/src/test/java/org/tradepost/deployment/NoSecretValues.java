package org.tradepost.deployment;

import java.util.stream.Stream;

/** No secret, and no variable that holds one, has its value in git. */
final class NoSecretValues implements Rule {
    private static final String SECRET = ".*(PASSWORD|SECRET|_KEYS?|_KEY_PREVIOUS|password|REDIS_URL)";

    @Override
    public Stream<String> breaches(Rendering rendering) {
        Stream<String> secrets = rendering.of("Secret").map(secret -> secret.says("secrets do not belong into git"));
        Stream<String> maps = rendering
                .of("ConfigMap")
                .flatMap(map -> Manifest.strings(map.at("data")).keySet().stream()
                        .filter(name -> name.matches(SECRET))
                        .map(name -> map.says(name + " belongs into a secret")));
        Stream<String> variables = rendering.deployments().flatMap(deployment -> deployment.containers().stream()
                .flatMap(container -> Manifest.each(container.path("env")))
                .filter(variable -> variable.path("name").asText().matches(SECRET) && variable.has("value"))
                .map(variable -> deployment.says(variable.path("name").asText() + " belongs into a secret")));
        return Stream.of(secrets, maps, variables).flatMap(all -> all);
    }
}
