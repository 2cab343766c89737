package io.whimbrel.transports;

import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.plugin.PluginCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One end of a link in a process of its own, which lives until it is killed. */
public final class DoomedProcess implements AutoCloseable {

    private static final String UP = "up ";

    private final Process process;
    private final String address;

    private DoomedProcess(final Process process, final String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Where a destination listens.
     *
     * @return its address
     */
    public String address() {
        return address;
    }

    /**
     * Starts a source and waits until frames have gone.
     *
     * @param transport a reference to its transport
     * @param address   of its destination
     * @param driver    where to put its media driver
     * @return the process
     * @throws IOException when it cannot be started
     */
    public static DoomedProcess source(final String transport, final String address, final Path driver)
            throws IOException {
        return start("source", transport, address, driver);
    }

    /**
     * Starts a destination and waits until it listens.
     *
     * @param transport a reference to its transport
     * @param driver    where to put its media driver
     * @return the process
     * @throws IOException when it cannot be started
     */
    public static DoomedProcess destination(final String transport, final Path driver) throws IOException {
        return start("destination", transport, "", driver);
    }

    private static DoomedProcess start(final String end, final String transport, final String address,
            final Path directory) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add") || argument.startsWith("--enable")).toList());
        command.addAll(List.of("-Xshare:auto", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
                DoomedProcess.class.getName(), end, transport, address, directory.toString()));
        final Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        final BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        final String line = lines.readLine();
        if (line == null || !line.startsWith(UP)) {
            process.destroyForcibly();
            throw new IOException("the end said " + line);
        }
        return new DoomedProcess(process, line.substring(UP.length()));
    }

    /** Kills it, as a power failure would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** Runs in the process. */
    public static void main(final String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().start(DoomedProcess::dieWithTheParent);
        final Transport transport = PluginCatalog.load(DoomedProcess.class.getClassLoader()).create(Transport.class,
                arguments[1]);
        final DriverPlace place = DriverPlace.embedded(Path.of(arguments[3]));
        if ("source".equals(arguments[0])) {
            send(transport.connect(arguments[2], place));
        } else {
            receive(transport.listen(transport.anyAddress(), place));
        }
    }

    private static void send(final SourceEnd source) {
        long number = 0;
        while (true) {
            source.doWork();
            if (LinkPair.send(source.data(), number, 100) == LinkStatus.OK && number++ == 0) {
                System.out.println(UP);
            }
            Thread.onSpinWait();
        }
    }

    private static void receive(final DestinationEnd destination) {
        boolean up = false;
        while (true) {
            destination.doWork();
            destination.data().poll((buffer, offset, length) -> {}, 10);
            if (!up && destination.address() != null) {
                up = true;
                System.out.println(UP + destination.address());
            }
        }
    }

    private static void dieWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (final IOException e) {
            System.err.println("the parent is gone: " + e.getMessage());
        }
        Runtime.getRuntime().halt(1);
    }
}
