package org.tradepost.cli.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tradepost.cli.drill.fault.FaultKind;
import org.tradepost.cli.drill.load.PaymentTokens;

/**
 * What a drill is to be like.
 *
 * @param seed decides the faults, and what each buyer draws
 * @param duration of load and faults
 * @param clients buyers at a time
 * @param faults names of the kinds that may happen
 */
record DrillOptions(long seed, Duration duration, int clients, Set<String> faults) {

    /** The name of every kind there is, as typed. */
    static List<String> everyFault() {
        List<String> names = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            names.add(kind.toString());
        }
        names.add(PaymentTokens.TIMEOUT);
        names.add(PaymentTokens.TIMEOUT_CHARGED);
        return names;
    }

    /** The names in a list as typed: {@code all}, {@code none}, or some kinds; those that do not exist are kept. */
    static Set<String> named(List<String> typed) {
        Set<String> names = new TreeSet<>();
        typed.stream().map(String::strip).filter(name -> !name.equals("none")).forEach(names::add);
        if (names.remove("all")) {
            names.addAll(everyFault());
        }
        return names;
    }

    Set<FaultKind> faultKinds() {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        faults.forEach(name -> FaultKind.named(name).ifPresent(kinds::add));
        return kinds;
    }
}
