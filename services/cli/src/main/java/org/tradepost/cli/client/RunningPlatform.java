package org.tradepost.cli.client;

import java.net.URI;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.PlatformState;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiSession;

/** Where the platform that is up is reached, and as whom it is administered. */
public record RunningPlatform(URI gateway, String adminEmail, String adminPassword) {

    /** The one of this installation; none running ends the command with one line. */
    public static RunningPlatform locate() {
        return of(Installation.locate());
    }

    public static RunningPlatform of(Installation installation) {
        PlatformState state = installation.state();
        return new RunningPlatform(URI.create(state.gatewayUrl()), state.adminEmail(), state.adminPassword());
    }

    public ApiClient client(int connectionLimit) {
        return new ApiClient(gateway, connectionLimit);
    }

    public ApiSession admin(ApiClient client) {
        return ApiSession.login(client, adminEmail, adminPassword);
    }

    @Override
    public String toString() {
        return "RunningPlatform[" + gateway + "]";
    }
}
