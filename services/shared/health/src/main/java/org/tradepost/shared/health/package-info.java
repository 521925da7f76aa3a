/**
 * Health as Kubernetes and people read it. A service is ready when its own database answers within three seconds and its warm-up
 * is done; the state of what it depends on is shown in the data but never takes the service out; liveness is the process alone.
 * Requests that find no connection to the database are refused before they begin.
 */
package org.tradepost.shared.health;
