package org.tradepost.gateway.edge.entity;

import jakarta.servlet.ServletRequest;
import java.util.OptionalLong;

/** When a service began an answer that goes on for minutes. So long did the call take; the rest is its client's pleasure. */
public final class AnswerBegun {

    private static final String ATTRIBUTE = AnswerBegun.class.getName();

    private AnswerBegun() {}

    public static void note(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, System.nanoTime());
    }

    /** As {@link System#nanoTime()}; empty for every other answer. */
    public static OptionalLong of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Long begun ? OptionalLong.of(begun) : OptionalLong.empty();
    }
}
