import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * Formats, starts, uses and stops many combined KRaft nodes one after the other in one JVM, with the same classes and arguments as their own processes would, and
 * prints for each a line: name, tab, milliseconds, tab, empty or what failed. A node is used by making a topic with its defaults and sending a record to it. The first
 * failure after formatting is in the last line: threads of a node that did not stop would disturb the next one.
 *
 * In: a file with a line for each node: name, its properties file, host and port for clients, the arguments of StorageTool; tabs between all of them.
 */
class NodeStarts {
  /** For one step, on a machine that has other things to do: what takes longer hangs. */
  private static final long SECONDS = 240;
  private static volatile CompletableFuture<Void> fatal;

  public static void main(String[] args) throws Exception {
    PrintStream lines = System.out;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setOut(new PrintStream(log, true));
    // What would end the process: a fatal fault of any of the node's threads.
    Exit.Procedure procedure = (status, message) -> {
      fatal.completeExceptionally(new IllegalStateException("the process would have ended with status " + status + (message == null ? "" : ": " + message)));
      throw new IllegalStateException("ended");
    };
    Exit.setExitProcedure(procedure);
    Exit.setHaltProcedure(procedure);
    for (String line : Files.readAllLines(Paths.get(args[0]))) {
      List<String> words = new ArrayList<>(Arrays.asList(line.split("\t")));
      String name = words.remove(0);
      Path properties = Paths.get(words.remove(0));
      String client = words.remove(0);
      long began = System.nanoTime();
      String failure = start(properties, client, words);
      lines.println(name + "\t" + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) + "\t"
        + (failure.isEmpty() ? "" : (failure + " Log: " + log).replaceAll("\\s+", " ")));
      lines.flush();
      if (!failure.isEmpty() && !failure.startsWith("formatting")) break;
      log.reset();
    }
    Runtime.getRuntime().halt(0);
  }

  private static String start(Path file, String client, List<String> format) throws Exception {
    fatal = new CompletableFuture<>();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      int status = StorageTool.execute(format.toArray(new String[0]), new PrintStream(said, true));
      if (status != 0) return "formatting ended with status " + status + ": " + said;
    } catch (Throwable thrown) {
      return "formatting: " + trace(thrown) + " " + said;
    }
    KafkaRaftServer[] server = new KafkaRaftServer[1];
    CompletableFuture<Void> started = run(() -> {
      Properties properties = new Properties();
      try (InputStream in = new FileInputStream(file.toFile())) {
        properties.load(in);
      }
      server[0] = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      server[0].startup();
    });
    String failure = await(started, "start");
    if (failure.isEmpty()) failure = await(run(() -> use(client)), "use");
    if (server[0] != null) {
      String stop = await(run(() -> {
        server[0].shutdown();
        server[0].awaitShutdown();
      }), "stop");
      if (failure.isEmpty()) failure = stop;
    }
    return failure;
  }

  private static void use(String address) throws Exception {
    Properties client = new Properties();
    client.put("bootstrap.servers", address);
    client.put("acks", "all");
    client.put("request.timeout.ms", "60000");
    client.put("delivery.timeout.ms", "120000");
    client.put("enable.idempotence", "false");
    client.put("retries", "5");
    client.put("retry.backoff.ms", "200");
    client.put("default.api.timeout.ms", "120000");
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(Collections.singleton(new NewTopic("used", Optional.empty(), Optional.empty()))).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("used", new byte[] {1}, new byte[] {2})).get();
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> run(Step step) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        step.run();
        done.complete(null);
      } catch (Throwable thrown) {
        done.completeExceptionally(thrown);
      }
    });
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  /** Waits until the step is done, or something fatal happened meanwhile. */
  private static String await(CompletableFuture<Void> step, String what) throws InterruptedException {
    try {
      CompletableFuture.anyOf(step, fatal).get(SECONDS, TimeUnit.SECONDS);
      return fatal.isCompletedExceptionally() ? what + ": " + trace(fatal.handle((nothing, thrown) -> thrown).join()) : "";
    } catch (ExecutionException e) {
      return what + ": " + trace(e.getCause());
    } catch (TimeoutException e) {
      return what + ": not done after " + SECONDS + " seconds";
    }
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
