import java.io.FileReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Does what it is told with the properties of a client, one act after the other, and says of each whether it went well: a line with the act, and `OK` or the name of the error. */
public class ClientActs {
  public static void main(String[] args) throws Exception {
    Properties properties = new Properties();
    try (FileReader reader = new FileReader(args[0])) { properties.load(reader); }
    Map<String, Object> common = new HashMap<>();
    properties.forEach((key, value) -> common.put(key.toString(), value));
    common.put("request.timeout.ms", "8000");
    common.put("default.api.timeout.ms", "10000");
    for (int i = 1; i < args.length; i++) {
      String result;
      try {
        act(args[i].split(":"), new HashMap<>(common));
        result = "OK";
      } catch (ExecutionException e) {
        result = e.getCause().getClass().getSimpleName();
      } catch (Exception e) {
        result = e.getClass().getSimpleName();
      }
      System.out.println("act " + args[i] + " " + result);
    }
  }

  private static void act(String[] words, Map<String, Object> properties) throws Exception {
    switch (words[0]) {
      case "produce": produce(words[1], Optional.empty(), properties); break;
      case "transact": produce(words[1], Optional.of(words[2]), properties); break;
      case "consume": consume(words[1], words[2], properties); break;
      default: administer(words, properties);
    }
  }

  private static void produce(String topic, Optional<String> transactionalId, Map<String, Object> properties) throws Exception {
    properties.put("delivery.timeout.ms", "10000");
    properties.put("max.block.ms", "10000");
    properties.put("linger.ms", "0");
    transactionalId.ifPresent(id -> properties.put("transactional.id", id));
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      if (transactionalId.isPresent()) {
        producer.initTransactions();
        producer.beginTransaction();
      }
      producer.send(new ProducerRecord<>(topic, "a record")).get();
      if (transactionalId.isPresent()) { producer.commitTransaction(); }
    }
  }

  private static void consume(String topic, String group, Map<String, Object> properties) {
    properties.put("group.id", group);
    properties.put("auto.offset.reset", "earliest");
    properties.put("enable.auto.commit", "false");
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      ConsumerRecords<String, String> records = ConsumerRecords.empty();
      for (long end = System.currentTimeMillis() + 20000; records.isEmpty();) {
        if (System.currentTimeMillis() > end) { throw new IllegalStateException("nothing has come"); }
        records = consumer.poll(Duration.ofMillis(200));
      }
      consumer.commitSync();
    }
  }

  private static void administer(String[] words, Map<String, Object> properties) throws Exception {
    try (Admin admin = Admin.create(properties)) {
      switch (words[0]) {
        case "create": admin.createTopics(List.of(new NewTopic(words[1], 1, (short) 1))).all().get(); break;
        case "delete": admin.deleteTopics(List.of(words[1])).all().get(); break;
        case "configs": admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, words[1]))).all().get(); break;
        case "describe": admin.describeTopics(List.of(words[1])).allTopicNames().get(); break;
        case "offsets": admin.alterConsumerGroupOffsets(words[1], Map.of(new TopicPartition(words[2], 0), new OffsetAndMetadata(0))).all().get(); break;
        case "users": admin.describeUserScramCredentials().all().get(); break;
        default: throw new IllegalArgumentException(words[0]);
      }
    }
  }
}
