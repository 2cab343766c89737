package io.whimbrel.harness.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Commands that start another, which then has too little of something. Each becomes the process that it starts. */
final class Shortage {

    static final Path SHELL = Path.of("/bin/sh");

    private static final Path UNSHARE = Path.of("/usr/bin/unshare");

    private Shortage() {}

    static boolean hasShell() {
        return Files.isExecutable(SHELL);
    }

    /**
     * No file may become larger, which fails the same write that a full disk does.
     *
     * @param blocks of 512 bytes
     */
    static List<String> ofFileLength(final int blocks) {
        return List.of(SHELL.toString(), "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh");
    }

    /** Whether the other shortages can be had on this machine. */
    static boolean canMount() throws IOException, InterruptedException {
        return hasShell() && Files.isExecutable(UNSHARE)
                && new ProcessBuilder(UNSHARE.toString(), "-rm", "mount", "-t", "tmpfs", "tmpfs", "/tmp")
                        .redirectError(Redirect.DISCARD).start().waitFor() == 0;
    }

    /**
     * A place has a disk of its own.
     *
     * @param size as mount understands it
     */
    static List<String> ofDisk(final Path place, final String size) {
        return mounted("mount -t tmpfs -o size=" + size + " tmpfs \"$0\"", place);
    }

    /**
     * The machine says that it has no more memory than it does.
     *
     * @param directory where to keep what it says
     * @param kib       KiB
     */
    static List<String> ofMemory(final Path directory, final int kib) throws IOException {
        return mounted("mount --bind \"$0\" /proc/meminfo",
                Files.writeString(directory.resolve("meminfo"), "MemAvailable: " + kib + " kB\n"));
    }

    private static List<String> mounted(final String mount, final Path place) {
        return List.of(UNSHARE.toString(), "-rm", SHELL.toString(), "-c", mount + " && exec \"$@\"", place.toString());
    }
}
