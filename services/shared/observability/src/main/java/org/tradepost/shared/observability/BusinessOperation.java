package org.tradepost.shared.observability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method that carries out something the business knows by name. Its answers are counted in {@code business_operations_total}:
 * 2xx as success, 5xx as failed, everything else as refused.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface BusinessOperation {

    /** What is done and to what, such as {@code order.place}. */
    String value();
}
