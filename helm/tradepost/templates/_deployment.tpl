{{/* Of a service, by root, name, service, facts, settings and track: stable, or canary, which is alike but for its name, image and replicas. */}}
{{- define "tradepost.deployment" -}}
{{- $workload := ternary .name (printf "%s-canary" .name) (eq .track "stable") -}}
apiVersion: apps/v1
kind: Deployment
{{ include "tradepost.metadata" (merge (dict "name" $workload) .) }}
spec:
  {{- if eq .track "canary" }}
  replicas: {{ .settings.canary.replicas }}
  {{- else if not .settings.autoscaling.enabled }}
  replicas: {{ .settings.replicas }}
  {{- end }}
  # A replica counts once it has stayed ready for so long; the next one is started then.
  minReadySeconds: 10
  revisionHistoryLimit: 5
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      # One at a time: the first new replica migrates the database, the others find it migrated.
      maxSurge: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ .name }}
      # Not the other's pods: two Deployments and their autoscaler would count each other's.
      track: {{ .track }}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {{ .name }}
        app.kubernetes.io/part-of: tradepost
        track: {{ .track }}
        {{- if .root.Values.istio.enabled }}
        sidecar.istio.io/inject: "true"
        {{- end }}
        {{- with .settings.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        # A pod reads its configuration when it starts: a change has to replace it.
        checksum/config: {{ printf "%s\n%s" (include "tradepost.platformConfig" .root) (include "tradepost.serviceConfig" .) | sha256sum }}
        {{- if .root.Values.istio.enabled }}
        {{- include "tradepost.sidecarAnnotations" . | nindent 8 }}
        {{- end }}
        {{- with .settings.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- include "tradepost.pod" . | nindent 6 }}
{{- end -}}
