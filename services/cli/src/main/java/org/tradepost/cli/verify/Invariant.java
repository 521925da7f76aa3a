package org.tradepost.cli.verify;

/** Something that must be true of the platform's data, whatever was killed. */
interface Invariant {
    /** Short and stable: scripts look for it. */
    String name();

    /** Looks at everything it is about. */
    Finding check(Audit audit);
}
