{{/* Of a pod in the mesh. */}}
{{- define "tradepost.sidecarAnnotations" -}}
# A native sidecar is ready before the server starts and ends after it has drained.
sidecar.istio.io/nativeSidecar: "true"
# The kubelet has no certificate: it asks the sidecar's agent, which asks the server.
sidecar.istio.io/rewriteAppHTTPProbers: "true"
# PostgreSQL, Kafka and Redis are not in the mesh and have their own TLS, or none.
traffic.sidecar.istio.io/excludeOutboundPorts: "5432,9092,6379"
# Prometheus has no certificate either: the agent offers the server's metrics with the proxy's, at port 15020.
prometheus.istio.io/merge-metrics: "true"
prometheus.io/scrape: "true"
prometheus.io/port: "9081"
prometheus.io/path: /metrics
{{- end -}}
