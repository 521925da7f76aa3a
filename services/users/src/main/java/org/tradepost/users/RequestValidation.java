package org.tradepost.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Bean Validation of request bodies, called by the resource rather than by the container: whose account it is must be
 * decided first (403 before 422), and only the resource knows.
 */
@ApplicationScoped
public class RequestValidation {

    private final Validator validator;

    @Inject
    public RequestValidation(Validator validator) {
        this.validator = validator;
    }

    /** For the container's proxy only. */
    protected RequestValidation() {
        this(null);
    }

    /**
     * @return the body
     * @throws ProblemException 400 when there is none
     * @throws ConstraintViolationException when it breaks a constraint, answered with 422
     */
    public <T> T valid(T body) {
        if (body == null) {
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "A JSON body is required");
        }
        Set<ConstraintViolation<T>> violations = validator.validate(body);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return body;
    }
}
