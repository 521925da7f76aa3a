package org.tradepost.deployment;

import java.util.stream.Stream;

/** A Deployment runs the image of its own service, of a version that is stated. */
final class Images implements Rule {
    /** A host, by its dot or port, and perhaps a path. */
    private static final String REGISTRY = "([a-z0-9-]+(\\.[a-z0-9-]+)+(:[0-9]+)?(/[a-z0-9._-]+)*/)?";

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return rendering.deployments().flatMap(deployment -> deployment.containers().stream()
                .map(container -> container.path("image").asText())
                .flatMap(image -> complaints(image, deployment.service()))
                .map(deployment::says));
    }

    private static Stream<String> complaints(String image, String service) {
        String versioned = REGISTRY + "tradepost/" + service + "(:[A-Za-z0-9._-]+|@sha256:[0-9a-f]{64})";
        if (image.endsWith(":latest")) {
            return Stream.of("latest is no version: " + image);
        }
        return image.matches(versioned) ? Stream.empty() : Stream.of("not its image with a tag or digest: " + image);
    }
}
