package io.whimbrel.harness.cli;

import io.whimbrel.harness.UnusableInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command is to write: never over one that is there already. */
final class NewFile {

    private NewFile() {}

    static Path checked(final Path file) {
        if (Files.exists(file)) {
            throw new UnusableInputException(file + " is there already; name another file");
        }
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new UnusableInputException(file + ": there is no directory " + file.toAbsolutePath().getParent());
        }
        return file;
    }

    /** The same for a file that may not be asked for. */
    static void checkedIfAny(final Path file) {
        if (file != null) {
            checked(file);
        }
    }
}
