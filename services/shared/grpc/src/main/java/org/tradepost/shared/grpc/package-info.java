/**
 * gRPC beside HTTP, by the same conventions: grpc-java's own server on a port of its own (decision 54), access tokens and permissions,
 * refusals with the codes of problem documents, request and trace ids, counters and access records, health, reflection, draining.
 *
 * <p>Invariants: a method of which nobody says what it needs is closed; what is not a refusal tells nothing but its trace id; a reader
 * that does not read costs no memory.
 */
package org.tradepost.shared.grpc;
