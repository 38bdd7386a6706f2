import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.security.JaasContext;

/** Prints, for each file 0, 1, 2… of a folder, one line of JSON: class and options of the login module, as Kafka reads them, or null where it throws. */
class JaasProbe {
  public static void main(String[] args) throws Exception {
    DirectoryConfigProvider provider = new DirectoryConfigProvider();
    provider.configure(Map.of("allowed.paths", args[0]));
    Map<String, String> files = provider.get(args[0]).data();
    for (int i = 0; files.containsKey(Integer.toString(i)); i++) {
      try {
        JaasContext context = JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(files.get(Integer.toString(i)))));
        AppConfigurationEntry entry = context.configurationEntries().get(0);
        StringBuilder json = new StringBuilder("[" + string(entry.getLoginModuleName()) + ",{");
        entry.getOptions().forEach((key, value) ->
          json.append(json.charAt(json.length() - 1) == '{' ? "" : ",").append(string(key)).append(':').append(string(value)));
        System.out.println(json.append("}]"));
      } catch (RuntimeException e) {
        System.out.println("null");
      }
    }
  }

  static String string(Object text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toString().toCharArray()) json.append(String.format("\\u%04x", (int) c));
    return json.append('"').toString();
  }
}
