package org.tradepost.shared.rest;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The path of a resource method as it is declared, without anybody's ids. */
public final class DeclaredRoute {

    private static final Map<Method, String> KNOWN = new ConcurrentHashMap<>();

    private DeclaredRoute() {}

    /** That of the method which was chosen for a request. */
    public static String of(ResourceInfo resource) {
        return KNOWN.computeIfAbsent(
                resource.getResourceMethod(), method -> joined(resource.getResourceClass(), method));
    }

    private static String joined(Class<?> resource, Method method) {
        Path ofClass = resource.getAnnotation(Path.class);
        Path ofMethod = method.getAnnotation(Path.class);
        String path = (ofClass == null ? "" : ofClass.value()) + "/" + (ofMethod == null ? "" : ofMethod.value());
        String joined = ("/" + path).replaceAll("/+", "/");
        return joined.length() > 1 && joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
    }
}
