package org.tradepost.cli.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What {@code state.json} says about a platform that was started: where it is reached, by whom, and its real processes.
 *
 * @param gatewayCertificate file with the certificate of the HTTPS address, where that is one of our own making
 * @param usersGrpc host and port of the users service's gRPC; of the first replica where there are several
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlatformState(
        String gatewayUrl,
        String gatewayHttpsUrl,
        String gatewayCertificate,
        String usersGrpc,
        String adminEmail,
        String adminPassword,
        Mode mode,
        Phase phase,
        List<ProcessState> processes) {

    /** One Liberty server for everything, or one a service. */
    public enum Mode {
        ONE_SERVER("one server"),
        SPLIT("split");

        private final String label;

        Mode(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** How far the supervisor has come. */
    public enum Phase {
        STARTING,
        RUNNING,
        STOPPING
    }

    public PlatformState {
        processes = processes == null ? List.of() : List.copyOf(processes);
    }

    PlatformState with(Phase next, List<ProcessState> current) {
        return new PlatformState(
                gatewayUrl,
                gatewayHttpsUrl,
                gatewayCertificate,
                usersGrpc,
                adminEmail,
                adminPassword,
                mode,
                next,
                current);
    }

    public Optional<ProcessState> process(String name) {
        return processes.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** Base URL of a service's own endpoints, such as {@code http://127.0.0.1:20001/orders}, on the loopback interface. */
    public Optional<String> internalUrl(String service) {
        return process(service)
                .or(() -> process("tradepost"))
                .map(p -> "http://127.0.0.1:" + p.internalPort() + ("gateway".equals(service) ? "" : "/" + service));
    }
}
