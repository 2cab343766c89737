package io.whimbrel.transports.aeron;

import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One end of a link in a process of its own, which lives until it is killed. */
final class DoomedProcess implements AutoCloseable {

    private final Process process;

    private DoomedProcess(final Process process) {
        this.process = process;
    }

    /** Starts an end and waits until it says that it is up. */
    static DoomedProcess start(final String end, final String address, final Path directory) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add") || argument.startsWith("--enable")).toList());
        command.addAll(List.of("-Xshare:auto", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
                DoomedProcess.class.getName(), end, address, directory.toString()));
        final Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        final BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        final String line = lines.readLine();
        if (!"up".equals(line)) {
            process.destroyForcibly();
            throw new IOException("the end said " + line);
        }
        return new DoomedProcess(process);
    }

    /** Kills it, as a power failure would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** Runs in the process. */
    public static void main(final String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().start(DoomedProcess::dieWithTheParent);
        final DriverPlace place = DriverPlace.embedded(Path.of(arguments[2]));
        if ("udp-source".equals(arguments[0])) {
            final SourceEnd source = new AeronUdp(AeronOptions.defaults(Media.UDP)).connect(arguments[1], place);
            long number = 0;
            while (true) {
                source.doWork();
                if (LinkPair.send(source.data(), number, 100) == LinkStatus.OK
                        && number++ == 0) {
                    System.out.println("up");
                }
                Thread.onSpinWait();
            }
        } else {
            final DestinationEnd destination = new AeronIpc(AeronOptions.defaults(Media.IPC)).listen("", place);
            while (true) {
                final boolean up = destination.address() != null;
                destination.doWork();
                destination.data().poll((buffer, offset, length) -> {}, 10);
                if (!up && destination.address() != null) {
                    System.out.println("up");
                }
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
