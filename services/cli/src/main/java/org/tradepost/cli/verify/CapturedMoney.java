package org.tradepost.cli.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** For each order, what payments has captured and not given back is what the order was confirmed for, less its refunds. */
final class CapturedMoney implements Invariant {

    @Override
    public String name() {
        return "captured-equals-confirmed-less-refunds";
    }

    @Override
    public Finding check(Audit audit) {
        OrderMoney money = OrderMoney.of(audit);
        Set<String> orders = new HashSet<>(money.expected().keySet());
        orders.addAll(money.captured().keySet());
        List<Breach> breaches = new ArrayList<>();
        long checked = 0;
        for (String order : orders) {
            if (!money.isAtRest(order)) {
                continue;
            }
            checked++;
            var expected = money.expected().getOrDefault(order, OrderMoney.Net.NOTHING);
            var captured = money.captured().getOrDefault(order, OrderMoney.Net.NOTHING);
            if (!expected.equals(captured)) {
                breaches.add(new Breach(
                        order,
                        "order " + order + " is confirmed, less refunds, for " + expected + " but net captured is "
                                + captured));
            }
        }
        return new Finding(checked, breaches);
    }
}
