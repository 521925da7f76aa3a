package org.tradepost.cli.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** For each order, what the provider charged and did not refund is what payments has captured and not given back. */
final class ProviderAgrees implements Invariant {

    @Override
    public String name() {
        return "provider-agrees-with-payments";
    }

    @Override
    public Finding check(Audit audit) {
        OrderMoney money = OrderMoney.of(audit);
        Set<String> orders = new HashSet<>(money.captured().keySet());
        orders.addAll(money.atProvider().keySet());
        List<Breach> breaches = new ArrayList<>();
        long checked = 0;
        for (String order : orders) {
            if (!money.isAtRest(order)) {
                continue;
            }
            checked++;
            var captured = money.captured().getOrDefault(order, OrderMoney.Net.NOTHING);
            var charged = money.atProvider().getOrDefault(order, OrderMoney.Net.NOTHING);
            if (!captured.equals(charged)) {
                breaches.add(new Breach(
                        order,
                        "order " + order + ": net charged at the provider is " + charged + " but net captured is "
                                + captured));
            }
        }
        return new Finding(checked, breaches);
    }
}
