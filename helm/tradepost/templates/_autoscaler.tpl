{{- define "tradepost.autoscaler" -}}
{{- $scaling := .settings.autoscaling -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
{{ include "tradepost.metadata" . }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ .name }}
  minReplicas: {{ $scaling.minReplicas }}
  maxReplicas: {{ $scaling.maxReplicas }}
  metrics:
    {{- range $resource := list "cpu" "memory" }}
    - type: Resource
      resource:
        name: {{ $resource }}
        target:
          type: Utilization
          averageUtilization: {{ index $scaling $resource }}
    {{- end }}
    - type: Pods
      pods:
        metric:
          name: http_requests_per_second
        target:
          type: AverageValue
          averageValue: {{ $scaling.requestsPerSecond | quote }}
  behavior:
    scaleUp:
      stabilizationWindowSeconds: {{ $scaling.scaleUpAfter }}
    scaleDown:
      stabilizationWindowSeconds: {{ $scaling.scaleDownAfter }}
{{- end -}}
