package org.tradepost.deployment;

import java.util.List;
import java.util.stream.Stream;

/** Something that holds for everything that is deployed. */
interface Rule {

    /** What is wrong, an object and a complaint each; empty when the rule holds. */
    Stream<String> breaches(Rendering rendering);

    default String title() {
        return getClass().getSimpleName();
    }

    /** All that hold for the base with any component. */
    static List<Rule> everywhere() {
        return List.of(
                new KnownFields(),
                new OwnDeployments(),
                new Selections(),
                new Canaries(),
                new Ports(),
                new Probes(),
                new PodSecurity(),
                new ResourceBounds(),
                new GracefulStop(),
                new References(),
                new EnvironmentNames(),
                new ServerVariables(),
                new Images(),
                new Scaling(),
                new ConnectionBudget(),
                new NoSecretValues(),
                new TelemetryCollectors());
    }

    /** All that hold where a mesh's own objects are rendered, too; the chart has none. */
    static List<Rule> ofMeshes() {
        return List.of(new OneMesh(), new IstioCallers(), new LinkerdCallers(), new MeshRoutes());
    }
}
