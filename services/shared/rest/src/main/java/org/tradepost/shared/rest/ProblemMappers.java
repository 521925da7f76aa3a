package org.tradepost.shared.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.FieldError;
import org.tradepost.shared.problem.Problem;
import org.tradepost.shared.problem.ProblemException;

/** Turns whatever is thrown into a problem document; what is not a refusal becomes a 500 that tells nothing but its trace id. */
final class ProblemMappers {

    private ProblemMappers() {}

    private static Response answer(Problem problem) {
        return Response.status(problem.status())
                .entity(problem)
                .type(Problem.MEDIA_TYPE)
                .build();
    }

    private static Response unknown(Throwable failure) {
        return Response.status(500)
                .entity(new UnknownFailure(failure))
                .type(Problem.MEDIA_TYPE)
                .build();
    }

    /** Refusals of our own. */
    @Provider
    public static class ForProblem implements ExceptionMapper<ProblemException> {
        @Override
        public Response toResponse(ProblemException refusal) {
            Response.ResponseBuilder answer = Response.status(refusal.code().status())
                    .entity(refusal.toProblem())
                    .type(Problem.MEDIA_TYPE);
            refusal.headers().forEach(answer::header);
            if (refusal.code().status() == 401) {
                answer.header("WWW-Authenticate", "Bearer");
            }
            return answer.build();
        }
    }

    /** Bean Validation on requests; on return values a violation would be our own fault. */
    @Provider
    public static class ForViolation implements ExceptionMapper<ConstraintViolationException> {
        @Override
        public Response toResponse(ConstraintViolationException invalid) {
            List<FieldError> errors = invalid.getConstraintViolations().stream()
                    .map(v -> new FieldError(field(v), v.getMessage()))
                    .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                    .toList();
            String detail = errors.stream()
                    .limit(5)
                    .map(e -> e.field() + " " + e.message())
                    .collect(Collectors.joining("; "));
            return answer(Problem.of(CommonError.VALIDATION_ERROR, detail, errors, new LinkedHashMap<>()));
        }

        /** The path without the names of the Java method and its parameter, which mean nothing to the caller. */
        private static String field(ConstraintViolation<?> violation) {
            List<Path.Node> nodes = new ArrayList<>();
            violation.getPropertyPath().forEach(nodes::add);
            boolean ofMethod = !nodes.isEmpty() && nodes.get(0).getKind() == jakarta.validation.ElementKind.METHOD;
            List<Path.Node> shown = nodes;
            if (ofMethod && nodes.size() > 2) {
                shown = nodes.subList(2, nodes.size());
            } else if (ofMethod && nodes.size() == 2) {
                shown = nodes.subList(1, 2);
            }
            StringBuilder path = new StringBuilder();
            for (Path.Node node : shown) {
                if (node.getIndex() != null) {
                    path.append('[').append(node.getIndex()).append(']');
                }
                if (node.getName() != null && !node.getName().startsWith("<")) {
                    path.append(path.isEmpty() ? "" : ".").append(node.getName());
                }
            }
            return path.toString();
        }
    }

    /** JSON that is not well-formed, or does not fit the request's shape. */
    @Provider
    public static class ForJson implements ExceptionMapper<JsonProcessingException> {
        @Override
        public Response toResponse(JsonProcessingException malformed) {
            if (!(malformed instanceof JsonMappingException mapping)
                    || mapping.getPath().isEmpty()) {
                return answer(Problem.of(CommonError.MALFORMED_REQUEST, "The body is not well-formed JSON"));
            }
            String field = mapping.getPath().stream()
                    .map(r -> r.getFieldName() != null ? "." + r.getFieldName() : "[" + r.getIndex() + "]")
                    .collect(Collectors.joining());
            field = field.startsWith(".") ? field.substring(1) : field;
            String message =
                    mapping instanceof UnrecognizedPropertyException ? "unknown field" : "has a wrong type or value";
            return answer(Problem.of(
                    CommonError.MALFORMED_REQUEST,
                    field + ": " + message,
                    List.of(new FieldError(field, message)),
                    new LinkedHashMap<>()));
        }
    }

    /** What the JAX-RS runtime answers by itself: no such path, method, media type. */
    @Provider
    public static class ForHttp implements ExceptionMapper<WebApplicationException> {
        @Override
        public Response toResponse(WebApplicationException failure) {
            if (failure.getCause() instanceof JsonProcessingException malformed) {
                return new ForJson().toResponse(malformed);
            }
            if (failure.getCause() instanceof ProblemException refusal) {
                return new ForProblem().toResponse(refusal);
            }
            int status = failure.getResponse().getStatus();
            if (status < 400) {
                return failure.getResponse();
            }
            if (status == 500) {
                return unknown(failure);
            }
            CommonError code = CommonError.ofStatus(status);
            Problem problem = Problem.of(code, code.title());
            Response.ResponseBuilder answer =
                    Response.status(status).entity(problem).type(Problem.MEDIA_TYPE);
            String allow = failure.getResponse().getHeaderString("Allow");
            if (allow != null) {
                answer.header("Allow", allow);
            }
            return answer.build();
        }
    }

    /** Everything else; refusals may come wrapped by the container or by a future. */
    @Provider
    public static class ForAnythingElse implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable failure) {
            for (Throwable t = failure; t != null; t = t.getCause()) {
                if (t instanceof ProblemException refusal) {
                    return new ForProblem().toResponse(refusal);
                }
                if (t instanceof JsonProcessingException malformed) {
                    return new ForJson().toResponse(malformed);
                }
            }
            return unknown(failure);
        }
    }
}
