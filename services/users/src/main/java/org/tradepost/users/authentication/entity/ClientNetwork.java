package org.tradepost.users.authentication.entity;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The network that a request comes from: an IPv4 /24 or an IPv6 /64. A whole one, because a household or an attacker has
 * more than one address of it, and a household's address changes.
 *
 * @param name the same for all addresses of one network
 */
public record ClientNetwork(String name) {

    private static final ClientNetwork UNKNOWN = new ClientNetwork("unknown");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    /** Nothing else may reach the resolver: what is no literal it would look up. */
    private static final Pattern LITERAL =
            Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]{1,44}");

    private static final int IPV4_PREFIX_BYTES = 3;
    private static final int IPV6_PREFIX_BYTES = 8;

    /**
     * @param forwardedFor {@code X-Forwarded-For} as the gateway wrote it: one address. Null when the request did not come
     *     through the gateway; that and whatever is no address count as one network.
     */
    public static ClientNetwork of(String forwardedFor) {
        if (forwardedFor == null || !LITERAL.matcher(forwardedFor).matches()) {
            return UNKNOWN;
        }
        try {
            byte[] address = InetAddress.getByName(forwardedFor).getAddress();
            int prefix = address.length == 4 ? IPV4_PREFIX_BYTES : IPV6_PREFIX_BYTES;
            String bits = new BigInteger(1, Arrays.copyOf(address, prefix)).toString(16);
            return new ClientNetwork(bits + "/" + prefix * Byte.SIZE);
        } catch (UnknownHostException e) {
            return UNKNOWN;
        }
    }
}
