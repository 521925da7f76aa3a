package org.tradepost.shared.audit;

import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;

/** Where the present request came from. */
@RequestScoped
public class ClientAddress {

    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    private String address;

    /** Null when it is not known. */
    public String address() {
        return address;
    }

    /**
     * For requests that come by no gateway.
     *
     * @param peer address of the connection; null when it is not known
     */
    public void connectedFrom(String peer) {
        address = peer != null && ADDRESS.matcher(peer).matches() ? peer : null;
    }

    /** Takes the header that the gateway, which trusts nobody's, wrote; what does not look like an address is dropped. */
    void forwardedFor(String header) {
        if (header != null) {
            String first = header.split(",", 2)[0].trim();
            address = ADDRESS.matcher(first).matches() ? first : null;
        }
    }
}
