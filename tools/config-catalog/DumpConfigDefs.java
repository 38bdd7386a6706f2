import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import org.apache.kafka.common.config.ConfigDef;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes, as JSON, what one Kafka version itself says of its broker and topic keys: the definitions of KafkaConfig and LogConfig,
 * and the update modes of DynamicBrokerConfig; and for a list of values (a file with a JSON array) whether each key accepts them. Compiles and runs against 3.9 to 4.3: what moved between them is looked up by name.
 */
public final class DumpConfigDefs {
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
    private static final Pattern OUTDATED = Pattern.compile("deprecat|will be removed|\\binstead\\b", Pattern.CASE_INSENSITIVE);

    public static void main(String[] args) throws Exception {
        String[] probes = new ObjectMapper().readValue(new File(args[0]), String[].class);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("broker", keys(brokerDefinition(), updateModes(), probes));
        out.put("topic", keys(topicDefinition(), null, probes));
        System.out.println(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(out));
    }

    /** Everything a broker or controller accepts, with what KafkaConfig adds to AbstractKafkaConfig.CONFIG_DEF. */
    private static ConfigDef brokerDefinition() throws Exception {
        return (ConfigDef) Class.forName("kafka.server.KafkaConfig").getMethod("configDef").invoke(null);
    }

    /** LogConfig.configDefCopy() is the topic's own definition, without the header column that only the documentation needs. */
    private static ConfigDef topicDefinition() throws Exception {
        return (ConfigDef) Class.forName("org.apache.kafka.storage.internals.log.LogConfig").getMethod("configDefCopy").invoke(null);
    }

    /** Keys that are absent are read-only. A Scala object until 4.2, static in Java since. */
    private static Map<?, ?> updateModes() throws Exception {
        try {
            Class<?> scala = Class.forName("kafka.server.DynamicBrokerConfig$");
            return (Map<?, ?>) scala.getMethod("dynamicConfigUpdateModes").invoke(scala.getField("MODULE$").get(null));
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            Class<?> java = Class.forName("org.apache.kafka.server.config.DynamicBrokerConfig");
            return (Map<?, ?>) java.getMethod("dynamicConfigUpdateModes").invoke(null);
        }
    }

    private static Map<String, Object> keys(ConfigDef definition, Map<?, ?> updateModes, String[] probes) throws Exception {
        Map<String, Object> keys = new TreeMap<>();
        for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
            Map<String, Object> out = new LinkedHashMap<>();
            out.put("type", key.type.name().toLowerCase(Locale.ROOT));
            out.put("required", !key.hasDefault());
            // Null stands for "no value"; convertToString gives what one would write into a file.
            out.put("default", key.hasDefault() ? ConfigDef.convertToString(key.defaultValue, key.type) : null);
            out.put("validator", key.validator == null ? null : describe(key.validator));
            out.put("importance", key.importance.name().toLowerCase(Locale.ROOT));
            if (updateModes != null) out.put("updateMode", updateModes.containsKey(key.name) ? updateModes.get(key.name) : "read-only");
            out.put("internal", key.internalConfig);
            out.put("outdated", outdated(key.documentation));
            out.put("verdicts", Arrays.stream(probes).map(probe -> accepts(key, probe) ? "+" : "-").collect(Collectors.joining()));
            keys.put(key.name, out);
        }
        return keys;
    }

    /** What ConfigDef.parseValue does with one value that is there. */
    private static boolean accepts(ConfigDef.ConfigKey key, String value) {
        try {
            Object parsed = ConfigDef.parseType(key.name, value, key.type);
            if (key.validator != null) key.validator.ensureValid(key.name, parsed);
            return true;
        } catch (RuntimeException e) {
            return false; // Not always a ConfigException: a port out of range is an IllegalArgumentException.
        }
    }

    /** A validator as its class and the values of its fields, those of nested validators included; a lambda has only its class. */
    private static Map<String, Object> describe(Object validator) throws Exception {
        Map<String, Object> out = new LinkedHashMap<>();
        Class<?> type = validator.getClass();
        out.put("class", type.isHidden() || type.isSynthetic() ? "lambda" : type.getName());
        if (overridesToString(type)) out.put("text", validator.toString());
        if (!type.isHidden()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) continue;
                field.setAccessible(true);
                Object value = field.get(validator);
                if (value != null) out.put(field.getName(), plain(value));
            }
        }
        return out;
    }

    private static Object plain(Object value) throws Exception {
        if (value instanceof ConfigDef.Validator) return describe(value);
        if (value instanceof Object[] values) return plain(Arrays.asList(values));
        if (value instanceof Collection<?> values) {
            List<Object> out = new ArrayList<>();
            for (Object each : values instanceof Set<?> ? new TreeSet<>(values) : values) out.add(plain(each));
            return out;
        }
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }

    private static boolean overridesToString(Class<?> type) throws NoSuchMethodException {
        return type.getMethod("toString").getDeclaringClass() != Object.class;
    }

    /** ConfigDef has no flag for a deprecated key: only sentences of its documentation say so. Which of these mean the key itself, merge.ts decides. */
    private static List<String> outdated(String documentation) {
        List<String> sentences = new ArrayList<>();
        if (documentation == null) return sentences;
        String text = documentation.replaceAll("<[^>]*>", "").replaceAll("\\s+", " ").trim();
        for (String sentence : SENTENCE_END.split(text)) {
            if (OUTDATED.matcher(sentence).find()) sentences.add(sentence);
        }
        return sentences;
    }
}
