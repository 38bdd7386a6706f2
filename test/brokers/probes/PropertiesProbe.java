import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Properties;

/** Prints, for each file 0, 1, 2… of a folder, one line of JSON: what java.util.Properties reads, or null where it throws. */
class PropertiesProbe {
  public static void main(String[] args) throws Exception {
    for (int i = 0; ; i++) {
      Path file = Paths.get(args[0], Integer.toString(i));
      if (!Files.exists(file)) return;
      Properties properties = new Properties();
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      } catch (IllegalArgumentException e) {
        System.out.println("null");
        continue;
      }
      StringBuilder json = new StringBuilder("[");
      properties.forEach((key, value) ->
        json.append(json.length() > 1 ? "," : "").append('[').append(string(key)).append(',').append(string(value)).append(']'));
      System.out.println(json.append(']'));
    }
  }

  static String string(Object text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toString().toCharArray()) json.append(String.format("\\u%04x", (int) c));
    return json.append('"').toString();
  }
}
