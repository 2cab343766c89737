package io.whimbrel.harness.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.whimbrel.harness.UnusableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {

    @TempDir
    private Path directory;

    @Test
    void shouldNameTheFileThatIsNotThere() {
        final Path file = directory.resolve("absent.yaml");
        assertEquals(file + ": there is no such file", refusal(file));
    }

    @Test
    void shouldNameTheFileThatIsNoText() throws IOException {
        final Path file = Files.write(directory.resolve("binary.yaml"), new byte[]{(byte) 0xC3, 0x28, (byte) 0xFF});
        assertEquals(file + ": not a text file in UTF-8", refusal(file));
    }

    @Test
    void shouldNameTheDirectoryThatIsNoFile() {
        assertEquals(directory + ": cannot be read: Is a directory", refusal(directory));
    }

    private static String refusal(final Path file) {
        return assertThrows(UnusableInputException.class, () -> ScenarioFile.read(file)).getMessage();
    }
}
