package org.tradepost.cli.verify;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one pass found.
 *
 * @param checked how many things were looked at
 */
record Finding(long checked, List<Breach> breaches) {
    Finding {
        breaches = List.copyOf(breaches);
    }

    boolean isClean() {
        return breaches.isEmpty();
    }

    /** This finding, of its breaches only those that the earlier pass had too. */
    Finding confirming(Finding earlier) {
        Set<String> suspects = earlier.breaches().stream().map(Breach::subject).collect(Collectors.toSet());
        return new Finding(
                checked,
                breaches.stream()
                        .filter(breach -> suspects.contains(breach.subject()))
                        .toList());
    }
}
