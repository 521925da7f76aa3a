package org.tradepost.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;

class GrpcFailuresTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Call call = new Call(null, Span.getInvalid(), new Correlation("request-1", TRACE), new Metadata());

    @ParameterizedTest
    @CsvSource({
        "MALFORMED_REQUEST, INVALID_ARGUMENT",
        "VALIDATION_ERROR, INVALID_ARGUMENT",
        "UNAUTHORIZED, UNAUTHENTICATED",
        "FORBIDDEN, PERMISSION_DENIED",
        "NOT_FOUND, NOT_FOUND",
        "CONFLICT, ABORTED",
        "PRECONDITION_FAILED, FAILED_PRECONDITION",
        "RATE_LIMITED, RESOURCE_EXHAUSTED",
        "SERVICE_UNAVAILABLE, UNAVAILABLE",
        "REQUEST_TIMEOUT, DEADLINE_EXCEEDED",
        "GATEWAY_TIMEOUT, DEADLINE_EXCEEDED",
        "INTERNAL_ERROR, INTERNAL",
    })
    void aRefusalHasItsStatusAndItsCode(CommonError code, Status.Code status) throws Exception {
        StatusRuntimeException refused = GrpcFailures.of(new ProblemException(code, "No"), call);
        assertThat(refused.getStatus().getCode()).isEqualTo(status);
        assertThat(refused.getStatus().getDescription()).isEqualTo("No");
        ErrorInfo info = detail(refused, ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo(code.name());
        assertThat(info.getMetadataMap()).containsEntry("trace_id", TRACE);
    }

    @Test
    void whatAServiceHasAlreadyIsSaid() {
        ErrorCode taken = new ErrorCode() {
            @Override
            public String name() {
                return "TAKEN";
            }

            @Override
            public int status() {
                return 409;
            }

            @Override
            public String title() {
                return "Taken";
            }
        };
        assertThat(GrpcFailures.of(new ProblemException(taken, "Taken"), call)
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.ALREADY_EXISTS);
    }

    @Test
    void fieldsAndTheTimeToWaitAreDetails() throws Exception {
        StatusRuntimeException refused = GrpcFailures.of(
                new CompletionException(new ProblemException(CommonError.VALIDATION_ERROR, "Wrong")
                        .field("email", "must be an address")
                        .header("Retry-After", "2")),
                call);
        assertThat(detail(refused, BadRequest.class).getFieldViolationsList())
                .extracting(FieldViolation::getField, FieldViolation::getDescription)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("email", "must be an address"));
        assertThat(detail(refused, RetryInfo.class).getRetryDelay().getSeconds())
                .isEqualTo(2);
    }

    @Test
    void anUnknownFailureTellsNothingButItsTraceId() {
        StatusRuntimeException failed = GrpcFailures.of(new IllegalStateException("secret"), call);
        assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(failed.getStatus().getDescription()).contains(TRACE).doesNotContain("secret");
    }

    private static <T extends Message> T detail(StatusRuntimeException refused, Class<T> type)
            throws InvalidProtocolBufferException {
        for (Any detail : StatusProto.fromThrowable(refused).getDetailsList()) {
            if (detail.is(type)) {
                return detail.unpack(type);
            }
        }
        throw new AssertionError(type);
    }
}
