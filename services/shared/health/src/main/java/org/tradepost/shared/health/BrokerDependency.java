package org.tradepost.shared.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Arrays;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Kafka: without it events wait in the outbox and nothing else suffers. One broker of the list is enough. */
@ApplicationScoped
public class BrokerDependency implements DependencyCheck {

    @Inject
    @ConfigProperty(name = "tradepost.kafka.bootstrap")
    String bootstrap;

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public boolean critical() {
        return false;
    }

    @Override
    public boolean available() {
        return Arrays.stream(bootstrap.split(","))
                .map(broker -> Reachability.of(name(), false, URI.create("kafka://" + broker.trim())))
                .anyMatch(DependencyCheck::available);
    }
}
