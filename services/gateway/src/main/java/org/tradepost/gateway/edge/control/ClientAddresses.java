package org.tradepost.gateway.edge.control;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells who is asking: the peer of the socket, unless that is a proxy of our own, whose {@code X-Forwarded-For} is then read
 * from the right, the only end that a client cannot write to.
 */
public final class ClientAddresses {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final List<Network> trusted;

    public ClientAddresses(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(Network::of).toList();
    }

    /**
     * @param peer address of the socket's other end
     * @param forwardedFor all values of X-Forwarded-For in order, joined by commas; may be null
     */
    public String of(String peer, String forwardedFor) {
        if (trusted.isEmpty() || forwardedFor == null || !isTrusted(peer)) {
            return peer;
        }
        String[] hops = forwardedFor.split(",");
        String client = peer;
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (!LITERAL.matcher(hop).matches()) {
                return client;
            }
            client = hop;
            if (!isTrusted(hop)) {
                return client;
            }
        }
        return client;
    }

    /** What a limit counts by: an IPv4 address, or the /64 that one IPv6 subscriber has to himself. */
    public static String limitKey(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        byte[] bytes = bytes(address);
        return bytes.length == 4 ? address : new BigInteger(1, Arrays.copyOf(bytes, 8)).toString(16);
    }

    /** Whether this is a proxy of our own. */
    boolean isTrusted(String address) {
        if (trusted.isEmpty()) {
            return false;
        }
        byte[] bytes = bytes(address);
        return trusted.stream().anyMatch(network -> network.contains(bytes));
    }

    private static byte[] bytes(String address) {
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        if (!LITERAL.matcher(literal).matches()) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private record Network(byte[] prefix, int bits) {

        static Network of(String cidr) {
            int slash = cidr.indexOf('/');
            byte[] prefix = bytes(slash < 0 ? cidr : cidr.substring(0, slash));
            int bits = slash < 0 ? prefix.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
            if (prefix.length == 0 || bits < 0 || bits > prefix.length * 8) {
                throw new IllegalStateException("Not a network: " + cidr);
            }
            return new Network(prefix, bits);
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(prefix, 0, whole, address, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            return rest == 0 || ((prefix[whole] ^ address[whole]) & 0xFF) >> (8 - rest) == 0;
        }
    }
}
