package org.tradepost.shared.settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.tradepost.shared.settings.Lookup.Said;
import org.tradepost.shared.settings.SettingsReport.Refused;
import org.tradepost.shared.settings.SettingsReport.SettingState;

/** A setting with its value. Not for several threads. */
final class SettingInForce<T> {

    private static final Logger LOG = Logger.getLogger(SettingInForce.class.getName());

    private final Setting<T> setting;
    private Said said;
    private T value;
    private Instant changed;
    /** What the strongest source says, if that is something else: it is about to be in force, or refused, or waits for a start. */
    private Said next;

    private T nextValue;
    private Said lastRefused;
    private Refused refused;

    private SettingInForce(Setting<T> setting) {
        this.setting = setting;
    }

    /** @throws IllegalStateException for a value that does not fit, unless its source may be passed over */
    static <T> SettingInForce<T> begin(Setting<T> setting, Lookup lookup, Instant now) {
        SettingInForce<T> begun = new SettingInForce<>(setting);
        for (Said said : begun.said(lookup)) {
            try {
                begun.inForce(said, begun.read(said), now);
                return begun;
            } catch (IllegalArgumentException e) {
                if (said.binding()) {
                    throw new IllegalStateException(
                            "The setting " + setting.name() + " is " + begun.why(e.getMessage()), e);
                }
                begun.next = said;
                begun.refuse(now, e.getMessage());
            }
        }
        throw new IllegalStateException("The default of " + setting.name() + " does not fit");
    }

    /** What counts without those sources that may be passed over, because together they do not fit. */
    void passOver(Lookup lookup, Instant now, String why) {
        if (!said.binding()) {
            next = said;
            refuse(now, why);
            Said binding =
                    said(lookup).stream().filter(Said::binding).findFirst().orElseThrow();
            inForce(binding, read(binding), now);
        }
    }

    /** The value that is to be in force from now on, if it is another; it is once it is committed. */
    Optional<Object> look(Lookup lookup, Instant now) {
        next = said(lookup).get(0);
        if (next.text().equals(said.text())) {
            said = next;
            refused = null;
            lastRefused = null;
            return Optional.empty();
        }
        try {
            nextValue = read(next);
        } catch (IllegalArgumentException e) {
            refuse(now, e.getMessage());
            return Optional.empty();
        }
        return setting.live() ? Optional.of(nextValue) : Optional.empty();
    }

    void commit(Instant now) {
        LOG.info(() -> setting.name() + " is now " + shown(next.text()) + ", from " + next.source());
        inForce(next, nextValue, now);
        refused = null;
        lastRefused = null;
    }

    /** Said once of one text. */
    void refuse(Instant now, String why) {
        if (!next.equals(lastRefused)) {
            refused = new Refused(next.source(), why(why), now);
            lastRefused = next;
            LOG.warning(() -> "refused: " + setting.name() + " from " + next.source() + " is " + why(why)
                    + "; what was in force before stays");
        }
    }

    String text() {
        return said.text();
    }

    Optional<T> value() {
        return Optional.ofNullable(value);
    }

    SettingState state() {
        boolean waiting = !setting.live()
                && next != null
                && refused == null
                && !next.text().equals(said.text());
        return new SettingState(
                setting.name(),
                said.text().isEmpty() ? null : shown(said.text()),
                said.source(),
                changed,
                setting.live(),
                waiting,
                refused);
    }

    private List<Said> said(Lookup lookup) {
        List<Said> all = new ArrayList<>(lookup.about(setting.name()));
        all.add(new Said(setting.standard(), Lookup.DEFAULT, true));
        return all;
    }

    private T read(Said from) {
        return setting.type().read(from.text());
    }

    private void inForce(Said from, T read, Instant now) {
        said = from;
        value = read;
        changed = now;
    }

    private String shown(String text) {
        return setting.secret() ? "***" : text;
    }

    /** What is wrong may quote the value. */
    private String why(String message) {
        return setting.secret() ? "no such value" : message;
    }
}
