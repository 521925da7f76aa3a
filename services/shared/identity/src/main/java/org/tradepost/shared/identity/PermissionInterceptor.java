package org.tradepost.shared.identity;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/** Refuses with 403 a caller without the permission: after the body was understood, before it is validated. */
@Interceptor
@RequiresPermission("")
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class PermissionInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    transient CallerContext context;

    @AroundInvoke
    Object requirePermission(InvocationContext invocation) throws Exception {
        RequiresPermission required = invocation.getMethod().getAnnotation(RequiresPermission.class);
        if (required == null) {
            required = invocation.getMethod().getDeclaringClass().getAnnotation(RequiresPermission.class);
        }
        context.caller().require(required.value());
        return invocation.proceed();
    }
}
