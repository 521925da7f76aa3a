package org.tradepost.cli.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One process of a running platform.
 *
 * @param name {@code supervisor}, {@code postgresql}, {@code kafka}, {@code tradepost} or a service's name
 * @param port the port people use: the public one of the gateway, the internal one of other services; 0 where there is none
 * @param internalPort where health, metrics and internal endpoints are, of Liberty servers only
 * @param identity tells this process from a later one that was given the same pid
 * @param log the file its output goes to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProcessState(String name, long pid, int port, Integer internalPort, String identity, String log) {

    /** Whether exactly this process, not another one that got its pid, is running. */
    @JsonIgnore
    public boolean alive() {
        return new ProcessIdentity(pid, identity).alive();
    }
}
