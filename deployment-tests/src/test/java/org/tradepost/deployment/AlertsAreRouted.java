package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tradepost.deployment.Monitoring.Alert;

/** Alertmanager's example sends every severity to a receiver that is there, names alerts that are there, and holds no secret. */
final class AlertsAreRouted implements MonitoringCheck {
    private static final Pattern ALERT = Pattern.compile("Tradepost[A-Z]\\w+");
    private static final Set<String> SECRETS =
            Set.of("routing_key", "service_key", "api_url", "url", "api_key", "auth_password", "password", "bot_token");

    @Override
    public Stream<String> breaches(Monitoring monitoring) {
        JsonNode configuration = monitoring.documents().get("alertmanager");
        Set<String> alerts = monitoring.alerts().map(Alert::name).collect(Collectors.toSet());
        List<String> receivers = configuration.path("receivers").findValuesAsText("name");
        List<String> matchers = configuration.at("/route/routes").findValues("matchers").stream()
                .flatMap(Manifest::each)
                .map(JsonNode::asText)
                .toList();
        return Stream.of(
                        configuration.path("route").findValuesAsText("receiver").stream()
                                .filter(name -> !receivers.contains(name))
                                .map(name -> "there is no receiver " + name),
                        monitoring
                                .alerts()
                                .map(alert -> "severity=\"" + alert.label("severity") + "\"")
                                .distinct()
                                .filter(matcher -> !matchers.contains(matcher))
                                .map(matcher -> "no route takes " + matcher),
                        ALERT.matcher(configuration.path("inhibit_rules").toString())
                                .results()
                                .map(name -> name.group())
                                .filter(name -> !alerts.contains(name))
                                .map(name -> "there is no alert " + name + " to inhibit"),
                        SECRETS.stream()
                                .filter(key -> !configuration
                                        .path("receivers")
                                        .findValues(key)
                                        .isEmpty())
                                .map(key -> key + " belongs into a file"))
                .flatMap(all -> all);
    }
}
