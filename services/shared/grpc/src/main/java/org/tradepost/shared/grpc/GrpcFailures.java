package org.tradepost.shared.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.Problem;
import org.tradepost.shared.problem.ProblemException;

/**
 * What went wrong as a gRPC status (google.rpc.Status). Its details have the code of the problem document as {@code ErrorInfo.reason},
 * fields as {@code BadRequest} and {@code Retry-After} as {@code RetryInfo}. An unknown failure tells nothing but its trace id.
 */
final class GrpcFailures {

    private static final Logger LOG = Logger.getLogger(GrpcFailures.class.getName());
    private static final String DOMAIN = "tradepost";

    private GrpcFailures() {}

    static StatusRuntimeException of(Throwable failure, Call call) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return of(refusal, call);
            }
        }
        String trace = call.correlation().traceId();
        LOG.log(Level.SEVERE, "call failed, trace id " + trace, failure);
        return of(
                new ProblemException(
                        CommonError.INTERNAL_ERROR,
                        "Something went wrong on our side; our logs know it by trace id " + trace),
                call);
    }

    private static StatusRuntimeException of(ProblemException refusal, Call call) {
        Problem problem = refusal.toProblem();
        com.google.rpc.Status.Builder status = com.google.rpc.Status.newBuilder()
                .setCode(code(refusal.code()).value())
                .setMessage(problem.detail())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(problem.code())
                        .setDomain(DOMAIN)
                        .putMetadata("trace_id", call.correlation().traceId())
                        .build()));
        if (!problem.errors().isEmpty()) {
            BadRequest.Builder fields = BadRequest.newBuilder();
            problem.errors()
                    .forEach(error -> fields.addFieldViolations(
                            FieldViolation.newBuilder().setField(error.field()).setDescription(error.message())));
            status.addDetails(Any.pack(fields.build()));
        }
        String retryAfter = refusal.headers().get("Retry-After");
        if (retryAfter != null) {
            Duration delay =
                    Duration.newBuilder().setSeconds(Long.parseLong(retryAfter)).build();
            status.addDetails(
                    Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static Status.Code code(ErrorCode refusal) {
        return switch (refusal.status()) {
            case 400, 422 -> Status.Code.INVALID_ARGUMENT;
            case 401 -> Status.Code.UNAUTHENTICATED;
            case 403 -> Status.Code.PERMISSION_DENIED;
            case 404 -> Status.Code.NOT_FOUND;
            // Ours is that somebody else was quicker; a service's own that it has such a thing.
            case 409 -> refusal instanceof CommonError ? Status.Code.ABORTED : Status.Code.ALREADY_EXISTS;
            case 412, 428 -> Status.Code.FAILED_PRECONDITION;
            case 429 -> Status.Code.RESOURCE_EXHAUSTED;
            case 502, 503 -> Status.Code.UNAVAILABLE;
            case 408, 504 -> Status.Code.DEADLINE_EXCEEDED;
            default -> Status.Code.INTERNAL;
        };
    }
}
