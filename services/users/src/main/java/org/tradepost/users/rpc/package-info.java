/** The users API for programs, over gRPC: contracts/grpc. The rules are those behind REST. */
package org.tradepost.users.rpc;
