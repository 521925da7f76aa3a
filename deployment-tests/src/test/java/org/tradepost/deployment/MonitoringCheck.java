package org.tradepost.deployment;

import java.util.List;
import java.util.stream.Stream;

/** Something that holds for rules, dashboards and runbooks. */
interface MonitoringCheck {

    /** What is wrong, a complaint each; empty when it holds. */
    Stream<String> breaches(Monitoring monitoring);

    default String title() {
        return getClass().getSimpleName();
    }

    static List<MonitoringCheck> all() {
        return List.of(
                new RulesWork(),
                new AlertsAreTested(),
                new AlertsHaveRunbooks(),
                new MetricsAreKnown(),
                new DashboardsWork(),
                new AlertsAreRouted());
    }
}
