package io.whimbrel.engine.migration;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.zip.CRC32C;
import org.agrona.LangUtil;

/**
 * The CRC32C of a frame, parts of which may lie elsewhere. Agrona's, of which this is the same checksum, cannot go on
 * where it ended. Allocates nothing.
 */
final class FrameChecksum {

    private static final MethodHandle UPDATE = update();

    private int crc;
    private long from;

    private static MethodHandle update() {
        try {
            final Method method = CRC32C.class.getDeclaredMethod("updateDirectByteBuffer", int.class, long.class,
                    int.class, int.class);
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Begins at an address. */
    void begin(final long address) {
        crc = -1;
        from = address;
    }

    /**
     * A part lies elsewhere.
     *
     * @param at      the address at which it would begin, after all parts before
     * @param address where it lies
     */
    void part(final long at, final long address, final int length) {
        add(from, (int) (at - from));
        add(address, length);
        from = at + length;
    }

    /** The checksum, when the frame ends at an address. */
    int end(final long address) {
        add(from, (int) (address - from));
        return ~crc;
    }

    private void add(final long address, final int length) {
        try {
            crc = (int) UPDATE.invokeExact(crc, address, 0, length);
        } catch (final Throwable e) {
            LangUtil.rethrowUnchecked(e);
        }
    }
}
