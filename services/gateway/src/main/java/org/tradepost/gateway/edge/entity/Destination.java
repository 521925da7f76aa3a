package org.tradepost.gateway.edge.entity;

/** Where a route leads. */
public sealed interface Destination permits Upstream, OwnEndpoint {}
