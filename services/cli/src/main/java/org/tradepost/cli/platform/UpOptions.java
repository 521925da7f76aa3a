package org.tradepost.cli.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How a platform is to be started.
 *
 * @param split one Liberty server a service instead of one for all
 * @param fresh wipe all data first
 * @param port the public port, or null for the default one or the next that is free
 * @param infrastructureOnly PostgreSQL and Kafka without any service
 * @param observe with a Prometheus that reads every server
 * @param topology replicas and addresses of a split platform
 */
public record UpOptions(
        boolean split, boolean fresh, Integer port, boolean infrastructureOnly, boolean observe, Topology topology) {
    public UpOptions(boolean split, boolean fresh, Integer port, boolean infrastructureOnly, Topology topology) {
        this(split, fresh, port, infrastructureOnly, false, topology);
    }

    public UpOptions(boolean split, boolean fresh, Integer port, boolean infrastructureOnly) {
        this(split, fresh, port, infrastructureOnly, Topology.usual());
    }

    public static UpOptions oneServer() {
        return new UpOptions(false, false, null, false);
    }

    public static UpOptions splitServers() {
        return new UpOptions(true, false, null, false);
    }

    @JsonIgnore
    PlatformState.Mode mode() {
        return split ? PlatformState.Mode.SPLIT : PlatformState.Mode.ONE_SERVER;
    }
}
