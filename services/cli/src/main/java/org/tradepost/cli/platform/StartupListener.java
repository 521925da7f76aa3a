package org.tradepost.cli.platform;

/** Hears how a start goes on: a terminal, or the file through which a detached start tells its caller. */
public interface StartupListener {

    /**
     * Something is ready.
     *
     * @param of how many such steps there are in all
     */
    void step(String done, String next, int of);

    /** Something the user should know. */
    void note(String line);
}
