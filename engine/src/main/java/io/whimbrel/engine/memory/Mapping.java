package io.whimbrel.engine.memory;

import io.whimbrel.engine.quantity.Quantities;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An anonymous private mapping from the operating system: lazily populated, sparse, of any length. Where there is no
 * {@code mmap} an aligned allocation stands in, populated from the start.
 */
abstract sealed class Mapping implements AutoCloseable {

    private static final long ALIGNMENT = PageGeometry.MAX_PAGE_BYTES;

    static Mapping map(final long bytes) {
        AvailableMemory.require(bytes);
        return System.getProperty("os.name").equals("Linux") ? new LinuxMapping(bytes) : new ArenaMapping(bytes);
    }

    abstract long address();

    abstract void populate(long offset, long bytes);

    @Override
    public abstract void close();

    private static final class ArenaMapping extends Mapping {

        private final Arena arena = Arena.ofShared();
        private final long address;
        private final AtomicBoolean closed = new AtomicBoolean();

        ArenaMapping(final long bytes) {
            try {
                address = arena.allocate(bytes, ALIGNMENT).address();
            } catch (final OutOfMemoryError e) {
                arena.close();
                throw new MemoryUnavailableException("cannot allocate " + Quantities.formatBytes(bytes));
            }
        }

        @Override
        long address() {
            return address;
        }

        @Override
        void populate(final long offset, final long bytes) {
            // An arena zeroes what it allocates, and so has touched every page already.
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                arena.close();
            }
        }
    }

    private static final class LinuxMapping extends Mapping {

        private static final int PROT_READ_WRITE = 0x1 | 0x2;
        private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
        private static final int MADV_HUGEPAGE = 14;
        private static final int MADV_POPULATE_WRITE = 23;
        private static final int EINVAL = 22;

        private final long mapped;
        private final long mappedBytes;
        private final long address;
        private final AtomicBoolean closed = new AtomicBoolean();

        LinuxMapping(final long bytes) {
            // One alignment unit more than needed, so that the guest can begin where a huge page does.
            mappedBytes = bytes + ALIGNMENT;
            mapped = Libc.mmap(mappedBytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE);
            if (mapped == -1) {
                throw new MemoryUnavailableException(
                        "cannot map " + Quantities.formatBytes(bytes) + ": errno " + Libc.errno());
            }
            address = (mapped + ALIGNMENT - 1) & -ALIGNMENT;
            Libc.madvise(address, bytes & -ALIGNMENT, MADV_HUGEPAGE);
        }

        @Override
        long address() {
            return address;
        }

        @Override
        void populate(final long offset, final long bytes) {
            if (Libc.madvise(address + offset, bytes, MADV_POPULATE_WRITE) == 0) {
                return;
            }
            final int errno = Libc.errno();
            if (errno != EINVAL) {
                throw new MemoryUnavailableException(
                        "cannot populate " + Quantities.formatBytes(bytes) + ": errno " + errno);
            }
            // Kernels before 5.14 do not know the advice: touch one byte of each base page without changing it.
            for (long at = offset; at < offset + bytes; at += PageGeometry.MIN_PAGE_BYTES) {
                org.agrona.UnsafeApi.getAndAddInt(null, address + at, 0);
            }
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                Libc.munmap(mapped, mappedBytes);
            }
        }
    }

    /** The few calls of the C library that a mapping needs. errno is kept per thread. */
    private static final class Libc {

        private static final Linker LINKER = Linker.nativeLinker();
        private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        private static final ThreadLocal<MemorySegment> CALL_STATE = ThreadLocal
                .withInitial(() -> Arena.ofAuto().allocate(STATE));
        private static final MethodHandle MMAP = handle("mmap",
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
        private static final MethodHandle MUNMAP = handle("munmap",
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
        private static final MethodHandle MADVISE = handle("madvise", FunctionDescriptor.of(ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

        @SuppressWarnings("restricted")
        private static MethodHandle handle(final String name, final FunctionDescriptor descriptor) {
            return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor,
                    Linker.Option.captureCallState("errno"));
        }

        static long mmap(final long bytes, final int protection, final int flags) {
            try {
                return (long) MMAP.invokeExact(CALL_STATE.get(), 0L, bytes, protection, flags, -1, 0L);
            } catch (final Throwable e) {
                throw new AssertionError("mmap cannot throw", e);
            }
        }

        static void munmap(final long address, final long bytes) {
            try {
                if ((int) MUNMAP.invokeExact(CALL_STATE.get(), address, bytes) != 0) {
                    throw new IllegalStateException("munmap failed: errno " + errno());
                }
            } catch (final IllegalStateException e) {
                throw e;
            } catch (final Throwable e) {
                throw new AssertionError("munmap cannot throw", e);
            }
        }

        static int madvise(final long address, final long bytes, final int advice) {
            try {
                return (int) MADVISE.invokeExact(CALL_STATE.get(), address, bytes, advice);
            } catch (final Throwable e) {
                throw new AssertionError("madvise cannot throw", e);
            }
        }

        static int errno() {
            return (int) ERRNO.get(CALL_STATE.get(), 0L);
        }
    }
}
