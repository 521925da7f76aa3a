package org.tradepost.shared.grpc;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;

/** A service that is offered over gRPC. Every bean of this type is. */
public interface GrpcEndpoint extends BindableService {

    /** What the caller of a method has to be permitted; null closes the method. */
    String permission(MethodDescriptor<?, ?> method);
}
