package org.tradepost.shared.resilience;

import java.util.List;
import org.tradepost.shared.resilience.RequestsInFlight.InFlight;

/**
 * What can be seen of one process.
 *
 * @param clients how its calls to others go
 * @param inFlight requests being answered
 * @param requests the oldest of those
 */
public record ResilienceReport(List<GuardReport> clients, int inFlight, List<InFlight> requests) {}
