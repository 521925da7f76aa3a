package org.tradepost.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tradepost.shared.production.Finding;
import org.tradepost.shared.production.ProductionCheck;
import org.tradepost.shared.production.ProductionMode;

/** What the public door must not be in production: open in the clear, or ready to believe anybody's forwarded headers. */
public final class GatewayInProduction implements ProductionCheck {

    private static final String HTTP_PORT = "tradepost.public.port";
    private static final String TLS_BEFORE_US = "tradepost.gateway.tls-terminated";
    private static final String ISSUER = "tradepost.issuer";
    private static final String PROXIES = "tradepost.gateway.trusted-proxies";
    private static final String CLOSED = "-1";

    private final Function<String, Optional<String>> settings;

    /** @param settings a setting's value by its property name; empty when it is not set */
    public GatewayInProduction(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    /** Everything, or nothing where this is not production. */
    public static void require(Function<String, Optional<String>> settings) {
        ProductionMode mode = new ProductionMode(settings);
        if (mode.isOn()) {
            List<Finding> findings = new ArrayList<>(mode.findings());
            findings.addAll(new GatewayInProduction(settings).findings());
            ProductionMode.require(findings);
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        boolean open = settings.apply(HTTP_PORT).filter(CLOSED::equals).isEmpty();
        if (open && !new ProductionMode(settings).says(TLS_BEFORE_US)) {
            findings.add(new Finding(
                    ProductionMode.variable(HTTP_PORT),
                    "opens a plain-text listener: set it to -1, or " + ProductionMode.variable(TLS_BEFORE_US)
                            + "=true behind a proxy that ends TLS"));
        }
        if (settings.apply(ISSUER)
                .filter(issuer -> issuer.startsWith("https://"))
                .isEmpty()) {
            findings.add(new Finding(ProductionMode.variable(ISSUER), "must be an https address"));
        }
        if (settings.apply(PROXIES).filter(GatewayInProduction::isEverybody).isPresent()) {
            findings.add(new Finding(ProductionMode.variable(PROXIES), "trusts everybody"));
        }
        return findings;
    }

    private static boolean isEverybody(String networks) {
        return List.of(networks.split(",")).stream()
                .anyMatch(network -> network.strip().endsWith("/0"));
    }
}
