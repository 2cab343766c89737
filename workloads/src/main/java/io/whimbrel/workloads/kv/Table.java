package io.whimbrel.workloads.kv;

import io.whimbrel.engine.memory.GuestAccess;

/**
 * An open-addressing hash table with linear probing, all of which is in the guest's memory. Removing a record moves
 * those behind it up, so that no tombstones gather. Keys are numbers from 0. Not thread-safe.
 */
final class Table {

    private static final long FREE = 0;

    private final TableLayout layout;
    private final byte[] moving;

    Table(final TableLayout layout) {
        this.layout = layout;
        this.moving = new byte[layout.slotBytes()];
    }

    /** Reads the record of a key that must be there, and checks it. Returns its offset. */
    long find(final GuestAccess memory, final long key, final Slot record) {
        final long offset = layout.offsetOf(slotOf(memory, key));
        memory.read(offset, record.bytes(), 0, layout.slotBytes());
        record.check(key, offset);
        return offset;
    }

    /** Writes a record under a key that must not be there yet. */
    void insert(final GuestAccess memory, final long key, final Slot record) {
        long slot = layout.home(key);
        for (long probes = 0; probes < layout.slots(); probes++) {
            final long offset = layout.offsetOf(slot);
            if (memory.getLong(offset) == FREE) {
                record.seal(key, 0);
                memory.write(offset, record.bytes(), 0, layout.slotBytes());
                return;
            }
            slot = layout.after(slot);
        }
        throw new CorruptedMemoryException(key, layout.start(), "no slot is free in a table that is not full");
    }

    /** Removes the record of a key that must be there. */
    void remove(final GuestAccess memory, final long key) {
        long hole = slotOf(memory, key);
        long slot = layout.after(hole);
        for (long probes = 1; probes < layout.slots(); probes++) {
            final long offset = layout.offsetOf(slot);
            final long word = memory.getLong(offset);
            if (word == FREE) {
                break;
            }
            if (distance(layout.home(word - 1), slot) >= distance(hole, slot)) {
                memory.read(offset, moving, 0, moving.length);
                memory.write(layout.offsetOf(hole), moving, 0, moving.length);
                hole = slot;
            }
            slot = layout.after(slot);
        }
        memory.putLong(layout.offsetOf(hole), FREE);
    }

    private long slotOf(final GuestAccess memory, final long key) {
        final long home = layout.home(key);
        long slot = home;
        for (long probes = 0; probes < layout.slots(); probes++) {
            final long word = memory.getLong(layout.offsetOf(slot));
            if (word == key + 1) {
                return slot;
            }
            if (word == FREE) {
                break;
            }
            slot = layout.after(slot);
        }
        throw new CorruptedMemoryException(key, layout.offsetOf(home), "the record is gone");
    }

    /** How many slots a probe that began at one slot has passed when it comes to another. */
    private long distance(final long from, final long to) {
        return to >= from ? to - from : to - from + layout.slots();
    }
}
