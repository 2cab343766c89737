package io.whimbrel.engine.memory;

/**
 * How a program reads and writes the guest's memory: the seam at which dirty tracking, and later presence, is put
 * in. A guest that needs neither is handed the memory itself and pays for neither.
 *
 * <p>Offsets are bytes from the start of the guest's memory. Aligned accesses never cross a page. An offset outside
 * the memory throws {@link IndexOutOfBoundsException}. Bytes are in the machine's order, which is the same on both
 * sides of a migration (checked in the hello).
 */
public interface GuestAccess {

    /**
     * Reads eight bytes.
     *
     * @param offset multiple of 8
     * @return the value
     */
    long getLong(long offset);

    /**
     * Writes eight bytes.
     *
     * @param offset multiple of 8
     * @param value  the value
     */
    void putLong(long offset, long value);

    /**
     * Reads one byte.
     *
     * @param offset any offset
     * @return the value
     */
    byte getByte(long offset);

    /**
     * Writes one byte.
     *
     * @param offset any offset
     * @param value  the value
     */
    void putByte(long offset, byte value);

    /**
     * Copies from the guest into an array. May cross pages.
     *
     * @param offset any offset
     * @param target where to copy to
     * @param index  first index in the target
     * @param length bytes to copy
     */
    void read(long offset, byte[] target, int index, int length);

    /**
     * Copies from an array into the guest. May cross pages.
     *
     * @param offset any offset
     * @param source where to copy from
     * @param index  first index in the source
     * @param length bytes to copy
     */
    void write(long offset, byte[] source, int index, int length);
}
