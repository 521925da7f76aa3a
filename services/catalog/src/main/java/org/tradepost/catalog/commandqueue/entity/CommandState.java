package org.tradepost.catalog.commandqueue.entity;

/** Where a command is in its life. All but the first are ends. */
public enum CommandState {
    /** To be done, or being done. It takes up room in its queue. */
    WAITING,
    DONE,
    /** It was refused, or could not be done in as many attempts as are made. */
    FAILED,
    /** No handler knows its type. */
    REJECTED
}
