{{/* What each service is. */}}
{{- define "tradepost.facts" -}}
{{ .Files.Get "files/services.yaml" }}
{{- end -}}

{{/* Labels of everything that is not a service's own. */}}
{{- define "tradepost.labels" -}}
{{ include "tradepost.toolLabels" . }}
app.kubernetes.io/part-of: tradepost
{{- end -}}

{{/* Not on pods: a new version of the chart alone would restart them. */}}
{{- define "tradepost.toolLabels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* Beginning of an object: root, name and, of a service's own, service. Labels that say which service it is are those by which pods are selected. */}}
{{- define "tradepost.metadata" -}}
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "tradepost.labels" .root | nindent 4 }}
    {{- with .service }}
    app.kubernetes.io/name: {{ . }}
    {{- end }}
    {{- with .labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "tradepost.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1001
runAsGroup: 1001
fsGroup: 1001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "tradepost.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
capabilities:
  drop: ["ALL"]
{{- end -}}

{{/* Of a service, by root, name and track: a digest wins over a tag, its own tag over everybody's. */}}
{{- define "tradepost.image" -}}
{{- $all := .root.Values.image -}}
{{- $service := index .root.Values.services .name -}}
{{- $own := ternary $service.canary.image $service.image (eq .track "canary") -}}
{{- with $all.registry }}{{ trimSuffix "/" . }}/{{ end -}}
{{ $service.image.repository }}
{{- if $own.digest }}@{{ $own.digest }}{{ else }}:{{ $own.tag | default $all.tag | default .root.Chart.AppVersion }}{{ end -}}
{{- end -}}

{{/* The defaults with what a service states instead, by root and name. An explicit false or 0 counts, which a merge would overlook. */}}
{{- define "tradepost.settings" -}}
{{- $settings := deepCopy .root.Values.defaults -}}
{{- range $key, $value := index .root.Values.services .name -}}
  {{- if has $key (list "autoscaling" "podLabels" "podAnnotations") -}}
    {{- range $inner, $stated := $value -}}
      {{- $_ := set (index $settings $key) $inner $stated -}}
    {{- end -}}
  {{- else if eq $key "env" -}}
    {{- $_ := set $settings $key (concat $settings.env $value) -}}
  {{- else -}}
    {{- $_ := set $settings $key $value -}}
  {{- end -}}
{{- end -}}
{{ toYaml $settings }}
{{- end -}}

{{/* "true" when any service is autoscaled. */}}
{{- define "tradepost.autoscaled" -}}
{{- $any := false -}}
{{- range $name, $_ := .Values.services -}}
  {{- $settings := include "tradepost.settings" (dict "root" $ "name" $name) | fromYaml -}}
  {{- $any = or $any $settings.autoscaling.enabled -}}
{{- end -}}
{{- if $any }}true{{ end -}}
{{- end -}}
