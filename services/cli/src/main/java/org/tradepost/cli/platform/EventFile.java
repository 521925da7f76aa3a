package org.tradepost.cli.platform;

import java.nio.file.Path;
import org.tradepost.cli.platform.DetachedStart.Event;

/** Through which a supervisor in the background tells whoever started it how the start goes on. */
public final class EventFile implements StartupListener {
    private final Path file;

    public EventFile(Path file) {
        this.file = file;
    }

    @Override
    public void step(String done, String next, int of) {
        DetachedStart.tell(file, new Event(Event.Kind.STEP, done, next, of));
    }

    @Override
    public void note(String line) {
        DetachedStart.tell(file, new Event(Event.Kind.NOTE, line, null, 0));
    }

    public void ready() {
        DetachedStart.tell(file, new Event(Event.Kind.READY, null, null, 0));
    }

    public void failed(String line) {
        DetachedStart.tell(file, new Event(Event.Kind.FAILED, line, null, 0));
    }
}
