{{/* The pod of a service, by root, name, facts and settings. */}}
{{- define "tradepost.pod" -}}
{{- $name := .name -}}
serviceAccountName: {{ $name }}
automountServiceAccountToken: false
# Addresses come from configuration alone.
enableServiceLinks: false
# 20 s of draining, then a server ends within 30 s.
terminationGracePeriodSeconds: 60
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .settings.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .settings.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .settings.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  {{- range .settings.topologySpreadConstraints }}
  {{- if not .labelSelector }}
  {{- $_ := set . "labelSelector" (dict "matchLabels" (dict "app.kubernetes.io/name" $name)) }}
  {{- end }}
  {{- toYaml (list .) | nindent 2 }}
  {{- end }}
affinity:
  {{- if .settings.affinity }}
  {{- toYaml .settings.affinity | nindent 2 }}
  {{- else }}
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              app.kubernetes.io/name: {{ $name }}
  {{- end }}
securityContext:
  {{- include "tradepost.podSecurity" . | nindent 2 }}
containers:
  - name: server
    image: {{ include "tradepost.image" . | quote }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    ports:
      {{- toYaml .facts.ports | nindent 6 }}
    envFrom:
      - configMapRef:
          name: platform-config
      - configMapRef:
          name: {{ $name }}-config
    env:
      {{- include "tradepost.env" . | nindent 6 }}
    resources:
      {{- toYaml .settings.resources | nindent 6 }}
    # Up to 5 minutes: migrations run before a server is started.
    startupProbe:
      httpGet:
        path: /health/started
        port: internal
      periodSeconds: 2
      timeoutSeconds: 5
      failureThreshold: 150
    livenessProbe:
      httpGet:
        path: /health/live
        port: internal
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 3
    # The server's own checks end within 3 s.
    readinessProbe:
      httpGet:
        path: /health/ready
        port: internal
      periodSeconds: 2
      timeoutSeconds: 5
      failureThreshold: 2
    lifecycle:
      # The volume outlives a container that failed its liveness probe, and was asked to drain before it was stopped.
      postStart:
        exec:
          command: ["sh", "-c", "rm -f \"$TRADEPOST_DRAIN_FILE\""]
      # 5 s of notice, then time for whoever is still being answered.
      preStop:
        exec:
          command: ["sh", "-c", "touch \"$TRADEPOST_DRAIN_FILE\"; sleep 20"]
    securityContext:
      {{- include "tradepost.containerSecurity" . | nindent 6 }}
    volumeMounts:
      {{- range list "drain" "output" "logs" "tmp" }}
      - name: {{ . }}
        mountPath: /{{ . }}
      {{- end }}
      - name: live
        mountPath: /live
        readOnly: true
volumes:
  # Settings that change without a restart; whoever needs one makes the ConfigMap.
  - name: live
    configMap:
      name: tradepost-live
      optional: true
  {{- range $volume, $size := dict "drain" "1Mi" "output" "512Mi" "logs" "256Mi" "tmp" "256Mi" }}
  - name: {{ $volume }}
    emptyDir:
      sizeLimit: {{ $size }}
  {{- end }}
{{- end -}}

{{/* What a container is given beside its ConfigMaps. Keys of secrets one by one: it sees no key that it does not need. */}}
{{- define "tradepost.env" -}}
- name: TRADEPOST_DRAIN_FILE
  value: /drain/drain
- name: TRADEPOST_CONFIG_DIRECTORY
  value: /live
- name: WLP_OUTPUT_DIR
  value: /output
- name: LOG_DIR
  value: /logs
# glibc gives every thread an arena of its own otherwise, which costs a busy JVM some 100 MB.
- name: MALLOC_ARENA_MAX
  value: "2"
# The heap follows the memory limit by itself, the executor the CPU limit by this; fractions are rounded up.
- name: TRADEPOST_CPUS
  valueFrom:
    resourceFieldRef:
      containerName: server
      resource: limits.cpu
      divisor: "1"
{{- $secret := printf "%s-secrets" .name }}
{{- range .facts.secrets }}
{{ include "tradepost.fromSecret" (dict "name" . "secret" $secret "key" .) }}
{{- end }}
{{- range .facts.previous }}
{{ include "tradepost.fromSecret" (dict "name" . "secret" $secret "key" . "optional" true) }}
{{- end }}
{{- range .facts.databases }}
{{- $prefix := printf "TRADEPOST_%s_DB" (upper .) }}
{{- $app := printf "%s-db-app" . }}
{{- $owner := printf "%s-db-owner" . }}
{{ include "tradepost.fromSecret" (dict "name" (printf "%s_USER" $prefix) "secret" $app "key" "username") }}
{{ include "tradepost.fromSecret" (dict "name" (printf "%s_PASSWORD" $prefix) "secret" $app "key" "password") }}
{{ include "tradepost.fromSecret" (dict "name" (printf "%s_OWNER_USER" $prefix) "secret" $owner "key" "username") }}
{{ include "tradepost.fromSecret" (dict "name" (printf "%s_OWNER_PASSWORD" $prefix) "secret" $owner "key" "password") }}
{{- end }}
{{- if and (eq .name "gateway") .root.Values.redis.enabled }}
{{ include "tradepost.fromSecret" (dict "name" "TRADEPOST_REDIS_URL" "secret" "gateway-redis" "key" "TRADEPOST_REDIS_URL") }}
{{- end }}
{{- if and (eq .name "catalog") .root.Values.redis.enabled }}
{{ include "tradepost.fromSecret" (dict "name" "TRADEPOST_CATALOG_REDIS_URL" "secret" "catalog-redis" "key" "TRADEPOST_CATALOG_REDIS_URL") }}
{{- end }}
{{- with .settings.env }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "tradepost.fromSecret" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end -}}
