{{/* Variables of all services. */}}
{{- define "tradepost.platformConfig" -}}
{{- $values := .Values -}}
{{- $config := dict -}}
{{- /* The kubelet and other pods have to reach it. */ -}}
{{- $_ := set $config "TRADEPOST_INTERNAL_HOST" "*" -}}
{{- $_ := set $config "TRADEPOST_INTERNAL_PORT" "9081" -}}
{{- $_ := set $config "TRADEPOST_ISSUER" (printf "https://%s" ($values.host | default "tradepost.local")) -}}
{{- /* Two intervals of the readiness probe and a little more. */ -}}
{{- $_ := set $config "TRADEPOST_DRAIN_NOTICE" "PT5S" -}}
{{- /* Shorter than the 75 s that the edges allow for an answer. */ -}}
{{- $_ := set $config "TRADEPOST_ORDERS_STREAMS_LONGEST" "PT1M" -}}
{{- $_ := set $config "TRADEPOST_LOG_FORMAT" "json" -}}
{{- $_ := set $config "TRADEPOST_LOG_EVERY_CALL" "true" -}}
{{- $_ := set $config "TRADEPOST_KAFKA_BOOTSTRAP" $values.kafka.bootstrap -}}
{{- range $name, $facts := include "tradepost.facts" . | fromYaml -}}
  {{- if ne $name "gateway" -}}
    {{- $_ := set $config (printf "TRADEPOST_%s_URL" (upper $name)) (printf "http://%s:%v/%s" $name $facts.service.port $name) -}}
  {{- end -}}
{{- end -}}
{{- if eq $values.environment "production" -}}
  {{- $_ := set $config "TRADEPOST_ENV" "production" -}}
{{- end -}}
{{- if or $values.internalTlsTerminated $values.istio.enabled -}}
  {{- $_ := set $config "TRADEPOST_INTERNAL_TLS_TERMINATED" "true" -}}
{{- end -}}
{{- if $values.database.pool -}}
  {{- $_ := set $config "TRADEPOST_DB_POOL" (printf "%v" $values.database.pool) -}}
{{- else if include "tradepost.autoscaled" . -}}
  {{- /* Twenty replicas share what a database allows. */ -}}
  {{- $_ := set $config "TRADEPOST_DB_POOL" "10" -}}
{{- end -}}
{{- range $name, $value := $values.platformConfig -}}
  {{- $_ := set $config $name $value -}}
{{- end -}}
{{ toYaml $config }}
{{- end -}}

{{/* Variables of one service, by root, name and facts. */}}
{{- define "tradepost.serviceConfig" -}}
{{- $values := .root.Values -}}
{{- $config := dict -}}
{{- range .facts.databases -}}
  {{- $_ := set $config (printf "TRADEPOST_%s_DB_URL" (upper .)) (index $values.database.urls .) -}}
{{- end -}}
{{- with .facts.grpc -}}
  {{- $_ := set $config "TRADEPOST_GRPC_PORT" (printf "%v" .) -}}
{{- end -}}
{{- if eq .name "gateway" -}}
  {{- $_ := set $config "TRADEPOST_PUBLIC_HOST" "*" -}}
  {{- $_ := set $config "TRADEPOST_PUBLIC_PORT" "9080" -}}
  {{- if or $values.ingress.enabled $values.gatewayApi.enabled $values.istio.enabled -}}
    {{- /* The proxy ends TLS and passes plain text on. */ -}}
    {{- $_ := set $config "TRADEPOST_GATEWAY_TLS_TERMINATED" "true" -}}
  {{- end -}}
  {{- if $values.host -}}
    {{- $_ := set $config "TRADEPOST_GATEWAY_PUBLIC_URL" (printf "https://%s" $values.host) -}}
    {{- $_ := set $config "TRADEPOST_GATEWAY_ALLOWED_HOSTS" $values.host -}}
  {{- end -}}
  {{- if $values.istio.enabled -}}
    {{- /* Where the sidecar connects from. */ -}}
    {{- $_ := set $config "TRADEPOST_GATEWAY_TRUSTED_PROXIES" "127.0.0.6/32" -}}
  {{- else if $values.trustedProxies -}}
    {{- $_ := set $config "TRADEPOST_GATEWAY_TRUSTED_PROXIES" (join "," $values.trustedProxies) -}}
  {{- end -}}
{{- end -}}
{{- range $name, $value := (index $values.services .name).config -}}
  {{- $_ := set $config $name $value -}}
{{- end -}}
{{ toYaml $config }}
{{- end -}}

{{/* What the schema cannot say. */}}
{{- define "tradepost.checks" -}}
{{- $values := .Values -}}
{{- if not $values.host -}}
  {{- if or $values.ingress.enabled $values.gatewayApi.enabled (eq $values.environment "production") -}}
    {{- fail "host is needed in production, with ingress and with gatewayApi" -}}
  {{- end -}}
{{- end -}}
{{- if and (eq $values.environment "production") (not $values.trustedProxies) (not $values.istio.enabled) -}}
  {{- fail "trustedProxies are needed in production: without them all clients share the proxy's rate limits" -}}
{{- end -}}
{{- if and $values.gatewayApi.canaryWeight (not $values.services.gateway.canary.enabled) -}}
  {{- fail "gatewayApi.canaryWeight without services.gateway.canary: requests would go to pods that are not there" -}}
{{- end -}}
{{- range $name, $_ := $values.services -}}
  {{- $scaling := (include "tradepost.settings" (dict "root" $ "name" $name) | fromYaml).autoscaling -}}
  {{- if gt (int $scaling.minReplicas) (int $scaling.maxReplicas) -}}
    {{- fail (printf "%s: autoscaling.minReplicas is more than maxReplicas" $name) -}}
  {{- end -}}
  {{- $canary := (index $values.services $name).canary -}}
  {{- if and $canary.enabled (not (or $canary.image.tag $canary.image.digest)) -}}
    {{- fail (printf "%s: canary.image.tag or canary.image.digest is needed: without them it would run what stable runs" $name) -}}
  {{- end -}}
{{- end -}}
{{- end -}}
