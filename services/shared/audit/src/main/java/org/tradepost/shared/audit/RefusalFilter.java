package org.tradepost.shared.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.tradepost.shared.identity.PublicEndpoint;
import org.tradepost.shared.problem.Problem;

/** Sees every answer, whoever refused: a 403 is a permission denied, a 401 to presented credentials a failed attempt. */
@Provider
@ApplicationScoped
public class RefusalFilter implements ContainerResponseFilter {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    @Context
    ResourceInfo resource;

    @Inject
    AuditTrail audit;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        if (status == FORBIDDEN) {
            record(AuditAction.PERMISSION_DENIED, request, response);
        } else if (status == UNAUTHORIZED && request.getHeaderString("Authorization") != null && !isPublic()) {
            record(AuditAction.CREDENTIALS_REFUSED, request, response);
        }
    }

    private void record(AuditAction action, ContainerRequestContext request, ContainerResponseContext response) {
        String code = response.getEntity() instanceof Problem problem ? problem.code() : null;
        Deed deed = Deed.of(action, "endpoint", endpoint(request));
        for (Map.Entry<String, List<String>> parameter :
                request.getUriInfo().getPathParameters().entrySet()) {
            String value = parameter.getValue().get(0);
            if (Deed.isCode(value)) {
                deed = deed.with(parameter.getKey(), value);
            }
        }
        audit.recordApart(audit.scene(), deed, Outcome.refused(code));
    }

    /** Method and path template: which endpoint, in words of ours and not of the caller's. */
    private String endpoint(ContainerRequestContext request) {
        Class<?> type = resource.getResourceClass();
        if (type == null) {
            return "unknown";
        }
        return request.getMethod() + " " + template(type.getAnnotation(Path.class)) + template(methodPath());
    }

    private Path methodPath() {
        Method method = resource.getResourceMethod();
        return method == null ? null : method.getAnnotation(Path.class);
    }

    private static String template(Path path) {
        if (path == null || path.value().isEmpty() || path.value().equals("/")) {
            return "";
        }
        return path.value().startsWith("/") ? path.value() : "/" + path.value();
    }

    private boolean isPublic() {
        Method method = resource.getResourceMethod();
        return method != null && method.isAnnotationPresent(PublicEndpoint.class);
    }
}
