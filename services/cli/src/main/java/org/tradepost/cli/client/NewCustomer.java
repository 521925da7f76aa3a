package org.tradepost.cli.client;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiSession;

/** Registers people with addresses nobody used before, under passwords nobody else knows. */
public final class NewCustomer {
    private static final SecureRandom RANDOM = new SecureRandom();

    private NewCustomer() {}

    private record Registration(String email, String password, String name) {}

    /**
     * One more person, who is logged in; a refusal or a silent server ends the command with one line.
     *
     * @param purpose what the person is for, in lower case; part of the address
     */
    public static ApiSession register(ApiClient client, String purpose, String name) {
        String email = purpose + "-" + random(60) + "@" + purpose + ".example";
        // An upper-case and a lower-case letter, a digit and a special character, as the users service asks for.
        String password = "Aa1-" + random(120);
        client.call(ApiRequest.post("/api/v1/users", new Registration(email, password, name)), null)
                .expect("Registering " + name, 201);
        return ApiSession.login(client, email, password);
    }

    private static String random(int bits) {
        return new BigInteger(bits, RANDOM).toString(36);
    }
}
