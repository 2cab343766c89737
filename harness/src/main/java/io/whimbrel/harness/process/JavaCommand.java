package io.whimbrel.harness.process;

import io.whimbrel.harness.Build;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of another Java virtual machine like this one. */
public final class JavaCommand {

    private JavaCommand() {}

    /**
     * Builds it. The child has this process's class path and the flags without which nothing runs.
     *
     * @param flags     further flags
     * @param mainClass what to run
     * @param arguments its arguments
     * @return command and arguments
     */
    public static List<String> of(final List<String> flags, final Class<?> mainClass, final List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command()
                .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Build.javaFlags());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass.getName());
        command.addAll(arguments);
        return command;
    }
}
