import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Prints as JSON what has arrived: the program's arguments, the JVM's, system properties "probe.…", the heap, the trust in addresses. */
class ArgumentsProbe {
  public static void main(String[] args) throws Exception {
    System.out.println("{\"args\":" + array(Arrays.asList(args))
      + ",\"jvm\":" + array(ManagementFactory.getRuntimeMXBean().getInputArguments())
      + ",\"properties\":{" + System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("probe.")).sorted()
        .map(name -> string(name) + ":" + string(System.getProperty(name))).collect(Collectors.joining(","))
      + "},\"heap\":" + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax()
      + ",\"collectors\":" + array(ManagementFactory.getGarbageCollectorMXBeans().stream().map(bean -> bean.getName()).collect(Collectors.toList()))
      + ",\"addressSeconds\":" + Class.forName("sun.net.InetAddressCachePolicy").getMethod("get").invoke(null) + "}");
  }

  static String array(List<String> texts) {
    return texts.stream().map(ArgumentsProbe::string).collect(Collectors.joining(",", "[", "]"));
  }

  static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) json.append(String.format("\\u%04x", (int) c));
    return json.append('"').toString();
  }
}
