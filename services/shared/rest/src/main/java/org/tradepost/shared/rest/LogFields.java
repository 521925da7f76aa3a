package org.tradepost.shared.rest;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Named fields that every log line of a thread carries in Open Liberty's JSON format, beside its message; without effect on other
 * formats and outside Open Liberty. A name that ends in {@code _int} or {@code _bool} is written as a number or as true or false, without that ending.
 *
 * <p>Uses {@code com.ibm.websphere.logging.hpel.LogRecordContext}, which comes with the runtime and is not published as an artifact
 * to compile against, hence the reflection.
 */
public final class LogFields {

    private static final Logger LOG = Logger.getLogger(LogFields.class.getName());
    private static final MethodHandle ADD =
            find("addExtension", MethodType.methodType(void.class, String.class, String.class));
    private static final MethodHandle REMOVE =
            find("removeExtension", MethodType.methodType(boolean.class, String.class));

    private LogFields() {}

    /** Does the work with these fields; those that are null are left out. */
    public static void during(Map<String, String> fields, Runnable work) {
        fields.forEach(LogFields::set);
        try {
            work.run();
        } finally {
            fields.keySet().forEach(name -> set(name, null));
        }
    }

    /** Adds a field to what this thread logs from now on; null takes it away. */
    static void set(String name, String value) {
        if (ADD == null || REMOVE == null) {
            return;
        }
        try {
            if (value == null) {
                REMOVE.invoke(name);
            } else {
                ADD.invoke(name, value);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("the runtime's log fields cannot be set", e);
        }
    }

    private static MethodHandle find(String method, MethodType type) {
        try {
            Class<?> context = Class.forName("com.ibm.websphere.logging.hpel.LogRecordContext");
            return MethodHandles.publicLookup().findStatic(context, method, type);
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(Level.FINE, "log lines carry no fields outside Open Liberty", e);
            return null;
        }
    }
}
