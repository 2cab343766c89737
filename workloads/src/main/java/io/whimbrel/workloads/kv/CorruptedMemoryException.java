package io.whimbrel.workloads.kv;

/** The store found in the guest's memory what it cannot have put there. The message names the key and the offset. */
public final class CorruptedMemoryException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param key    number of the record looked for
     * @param offset where in the guest's memory, in bytes
     * @param what   is wrong there
     */
    public CorruptedMemoryException(final long key, final long offset, final String what) {
        super("key " + key + " at offset " + offset + ": " + what);
    }
}
