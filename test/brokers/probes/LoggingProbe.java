import java.nio.file.Files;
import java.nio.file.Paths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what a file says, a line each: level, and the hexadecimal UTF-16 of the logger's name, the message and, or "-", the message of an
 * exception with a cause. Ends with a word from a shutdown hook that takes its time.
 */
class LoggingProbe {
  public static void main(String[] args) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        Thread.sleep(300);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      LoggerFactory.getLogger("probe.shutdown").info("last words");
    }));
    Thread.currentThread().setName("main \"1\"");
    for (String line : Files.readAllLines(Paths.get(args[0]))) {
      String[] parts = line.split(" ", -1);
      Logger logger = LoggerFactory.getLogger(text(parts[1]));
      String message = text(parts[2]);
      Throwable thrown = parts[3].equals("-") ? null : new IllegalStateException(text(parts[3]), new RuntimeException("the cause of it"));
      switch (parts[0]) {
        case "ERROR": logger.error(message, thrown); break;
        case "WARN": logger.warn(message, thrown); break;
        case "INFO": logger.info(message, thrown); break;
        case "DEBUG": logger.debug(message, thrown); break;
        case "TRACE": logger.trace(message, thrown); break;
        default: throw new IllegalArgumentException(parts[0]);
      }
    }
  }

  static String text(String hex) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hex.length(); i += 4) text.append((char) Integer.parseInt(hex.substring(i, i + 4), 16));
    return text.toString();
  }
}
