/**
 * Tests of what is deployed to Kubernetes. Manifests are rendered by {@code kubectl kustomize}, the chart by Helm; each {@link
 * org.tradepost.deployment.Rule} then looks for one kind of mistake. {@code RulesRefuseTest} feeds every rule a manifest that breaks
 * it: a rule that finds nothing there is no rule.
 */
package org.tradepost.deployment;
