package org.tradepost.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every object is of a kind that is known and has no field that its kind does not have. Kubernetes' own kinds and the Gateway API are
 * read into their models; for the others there are schemas of the fields that are used here, in {@code *-resources.yaml}.
 */
final class KnownFields implements Rule {
    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/Pod", Pod.class),
            Map.entry("v1/Secret", Secret.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("gateway.networking.k8s.io/v1/Gateway", Gateway.class),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class));

    /** The first has the definitions that all share. */
    private static final List<String> SCHEMAS = Stream.of("custom", "data", "istio", "linkerd", "telemetry", "gitops")
            .map(name -> "/" + name + "-resources.yaml")
            .toList();

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().setDeserializerModifier(new NothingElse()))
            .build();

    private final Map<String, JsonSchema> schemas = schemas();

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return rendering.manifests().stream().flatMap(this::breaches);
    }

    private Stream<String> breaches(Manifest manifest) {
        String kind = manifest.apiVersion() + "/" + manifest.kind();
        if (MODELS.containsKey(kind)) {
            try {
                STRICT.treeToValue(manifest.json(), MODELS.get(kind));
                return Stream.empty();
            } catch (JsonProcessingException e) {
                return Stream.of(manifest.says(e.getMessage()));
            }
        }
        if (schemas.containsKey(kind)) {
            return schemas.get(kind).validate(manifest.json()).stream()
                    .map(message -> manifest.says(message.getMessage()));
        }
        return Stream.of(manifest.says("nobody knows the kind " + kind));
    }

    private static Map<String, JsonSchema> schemas() {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
        List<ObjectNode> files = SCHEMAS.stream().map(KnownFields::read).toList();
        JsonNode common = files.getFirst().remove("common");
        Map<String, JsonSchema> schemas = new HashMap<>();
        files.stream().flatMap(file -> file.properties().stream()).forEach(kind -> {
            ((ObjectNode) kind.getValue()).set("$defs", common);
            schemas.put(kind.getKey(), factory.getSchema(kind.getValue()));
        });
        return schemas;
    }

    private static ObjectNode read(String resource) {
        try (InputStream file = KnownFields.class.getResourceAsStream(resource)) {
            return (ObjectNode) Rendering.YAML.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The models keep what they do not know for later; here that is a mistake. */
    private static final class NothingElse extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription description, BeanDeserializerBuilder builder) {
            builder.setAnySetter(null);
            builder.setIgnoreUnknownProperties(false);
            return builder;
        }
    }
}
