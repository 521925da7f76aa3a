package org.tradepost.shared.testkit;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the resources of a JAX-RS application say about who may call them. */
final class EndpointAccess {

    private static final String ACCESS_ANNOTATIONS = "org.tradepost.shared.identity";

    private final SortedSet<String> signatures = new TreeSet<>();
    private final List<String> unclear = new ArrayList<>();

    EndpointAccess(Application application) {
        application.getClasses().stream()
                .filter(type -> type.isAnnotationPresent(Path.class))
                .forEach(this::read);
    }

    /** Method, path and access of each endpoint. */
    SortedSet<String> signatures() {
        return signatures;
    }

    /** Endpoints that say nothing about access, or more than one thing. */
    List<String> unclear() {
        return unclear;
    }

    private void read(Class<?> resource) {
        for (Method method : resource.getMethods()) {
            Arrays.stream(method.getAnnotations())
                    .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                    .filter(verb -> verb != null)
                    .forEach(verb -> read(resource, method, verb.value()));
        }
    }

    private void read(Class<?> resource, Method method, String verb) {
        List<String> access = said(method);
        if (access.isEmpty()) {
            access = said(resource);
        }
        String operation = verb + " " + path(resource, method);
        if (access.size() == 1) {
            signatures.add(operation + " " + access.getFirst());
        } else {
            unclear.add(operation + " says " + access);
        }
    }

    private static String path(Class<?> resource, Method method) {
        String path = "/" + resource.getAnnotation(Path.class).value();
        if (method.isAnnotationPresent(Path.class)) {
            path += "/" + method.getAnnotation(Path.class).value();
        }
        return path.replaceAll("/+", "/")
                .replaceAll("\\{\\s*(\\w+)\\s*:[^/]*\\}", "{$1}")
                .replaceAll("(.)/$", "$1");
    }

    private static List<String> said(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .filter(annotation ->
                        annotation.annotationType().getPackageName().equals(ACCESS_ANNOTATIONS))
                .map(EndpointAccess::access)
                .toList();
    }

    private static String access(Annotation annotation) {
        return switch (annotation.annotationType().getSimpleName()) {
            case "PublicEndpoint" -> PermissionTable.ANYBODY;
            case "Authenticated" -> PermissionTable.SIGNED_IN;
            case "RequiresPermission" -> permission(annotation);
            default -> annotation.annotationType().getSimpleName();
        };
    }

    private static String permission(Annotation annotation) {
        try {
            return (String) annotation.annotationType().getMethod("value").invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
