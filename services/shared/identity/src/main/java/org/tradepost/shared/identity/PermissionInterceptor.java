package org.tradepost.shared.identity;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;

/** The last line of defence: a method that requires a permission does not run without it, however it was called. */
@Interceptor
@RequiresPermission("")
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class PermissionInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    transient CallerContext context;

    @AroundInvoke
    Object requirePermission(InvocationContext invocation) throws Exception {
        requirePermission(invocation.getMethod(), context.caller());
        return invocation.proceed();
    }

    /** Refuses a caller without the permission that the method, or else its class, requires. */
    static void requirePermission(Method method, Caller caller) {
        RequiresPermission required = method.getAnnotation(RequiresPermission.class);
        if (required == null) {
            required = method.getDeclaringClass().getAnnotation(RequiresPermission.class);
        }
        if (required != null) {
            caller.require(required.value());
        }
    }
}
