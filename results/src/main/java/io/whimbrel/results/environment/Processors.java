package io.whimbrel.results.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * On which processors threads may run (sched_setaffinity(2)). Where two processes have fewer processors than threads,
 * the scheduler may have the two that wait for each other share one, for as long as it likes.
 */
public final class Processors {

    private static final long CALLING_THREAD = 0;
    private static final BitSet AT_FIRST = isSupported() ? ofThread(CALLING_THREAD) : new BitSet();

    private Processors() {}

    /**
     * Whether this system lets threads be held to processors.
     *
     * @return true on Linux
     */
    public static boolean isSupported() {
        return System.getProperty("os.name").equals("Linux");
    }

    /**
     * Those on which this process could run when it first asked.
     *
     * @return their numbers; none where that cannot be told
     */
    public static BitSet atFirst() {
        return (BitSet) AT_FIRST.clone();
    }

    /**
     * Those on which the calling thread may run.
     *
     * @return their numbers
     */
    public static BitSet here() {
        return ofThread(CALLING_THREAD);
    }

    /**
     * Holds the calling thread, and what it starts from then on, to some of them.
     *
     * @param processors at least one
     * @throws IllegalArgumentException when the system does not let it run on any of them
     */
    public static void hold(final BitSet processors) {
        holdThread(CALLING_THREAD, processors);
    }

    /**
     * Holds all threads of a process, and what they start from then on, to some of them.
     *
     * @param pid        whose, this process or another one of the same user
     * @param processors at least one
     * @throws IllegalArgumentException when the system does not let them run on any of them
     * @throws UncheckedIOException     when there is no such process
     */
    public static void hold(final long pid, final BitSet processors) {
        // A thread that was started meanwhile has been started by one that was not held yet.
        while (threadsOf(pid).stream().filter(thread -> !ofThread(thread).equals(processors))
                .filter(thread -> holdThread(thread, processors)).count() > 0) {
            Thread.onSpinWait();
        }
    }

    private static List<Long> threadsOf(final long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.map(thread -> Long.valueOf(thread.getFileName().toString())).toList();
        } catch (final NoSuchFileException e) {
            throw new UncheckedIOException("process " + pid + " does not run", e);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** None of a thread that has ended. */
    private static BitSet ofThread(final long thread) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment mask = arena.allocate(Libc.MASK);
            return Libc.call(arena, Libc.GET, thread, mask)
                    ? BitSet.valueOf(mask.toArray(ValueLayout.JAVA_LONG))
                    : new BitSet();
        }
    }

    /** Returns false for a thread that has ended. */
    private static boolean holdThread(final long thread, final BitSet processors) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment mask = arena.allocate(Libc.MASK);
            MemorySegment.copy(MemorySegment.ofArray(processors.toLongArray()), 0, mask, 0,
                    (processors.length() + Long.SIZE - 1L) / Long.SIZE * Long.BYTES);
            return Libc.call(arena, Libc.SET, thread, mask);
        }
    }

    /** Two calls of the C library, which tell by errno that a thread has ended. */
    private static final class Libc {

        /** Of 8,192 processors, the most that Linux can be built for. */
        static final MemoryLayout MASK = MemoryLayout.sequenceLayout(1 << 7, ValueLayout.JAVA_LONG);
        static final MethodHandle GET = handle("sched_getaffinity");
        static final MethodHandle SET = handle("sched_setaffinity");

        private static final int ESRCH = 3;
        private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

        private Libc() {}

        @SuppressWarnings("restricted")
        private static MethodHandle handle(final String name) {
            return Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(name),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS),
                    Linker.Option.captureCallState("errno"));
        }

        static boolean call(final Arena arena, final MethodHandle call, final long thread, final MemorySegment mask) {
            final MemorySegment state = arena.allocate(STATE);
            final int result;
            try {
                result = (int) call.invokeExact(state, (int) thread, mask.byteSize(), mask);
            } catch (final Throwable e) {
                throw new AssertionError("a function of C cannot throw", e);
            }
            if (result == 0) {
                return true;
            }
            final int errno = (int) ERRNO.get(state, 0L);
            if (errno == ESRCH) {
                return false;
            }
            throw new IllegalArgumentException(
                    "thread " + thread + " cannot be held to these processors: errno " + errno);
        }
    }
}
