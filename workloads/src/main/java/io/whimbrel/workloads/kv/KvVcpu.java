package io.whimbrel.workloads.kv;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.workloads.content.ContentModel;
import io.whimbrel.workloads.guest.GuestSetup;
import io.whimbrel.workloads.guest.OperationSequence;
import io.whimbrel.workloads.guest.ReadDigest;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;
import org.agrona.DirectBuffer;

/**
 * One operation is a read, an update of one field, a read-modify-write, or an insert. Whatever touches a record checks
 * it first. The content model says how long a field is, and what an update makes of it; a silent update stores the
 * field that is there, under the version that is there.
 *
 * <p>An insert into a full table removes the oldest record first, so that a guest may run for as long as it likes.
 */
final class KvVcpu extends OperationSequence {

    private final Mix mix;
    private final TableLayout layout;
    private final Table table;
    private final Slot record;
    private final ContentModel content;
    private final int fieldsPerValue;
    private final RandomStream operation;
    private final RandomStream position;
    private final RandomStream silence;
    private final RandomStream contents;
    private final LiveKeys keys;
    private final AccessStream reads;
    private final AccessStream writes;

    KvVcpu(final GuestSetup setup, final int vcpu, final Mix mix, final TableLayout layout, final long loaded) {
        super(setup, vcpu);
        this.mix = mix;
        this.layout = layout;
        table = new Table(layout);
        record = new Slot(layout.slotBytes());
        content = setup.content();
        fieldsPerValue = layout.valueBytes() / content.writeBytes();
        operation = carry(setup.random(vcpu, Concern.OPERATION));
        position = carry(setup.random(vcpu, Concern.POSITION));
        silence = carry(setup.random(vcpu, Concern.SILENCE));
        contents = carry(setup.random(vcpu, Concern.CONTENT));
        keys = carry(new LiveKeys(layout.capacity(), loaded));
        reads = carry(setup.reads().over(loaded, carry(setup.random(vcpu, Concern.READ_ITEM))));
        writes = carry(setup.writes().over(loaded, carry(setup.random(vcpu, Concern.WRITE_ITEM))));
    }

    @Override
    protected void operate(final GuestAccess memory, final long startNs, final ReadDigest digest) {
        final double drawn = operation.nextDouble();
        if (drawn < mix.insert()) {
            insert(memory);
        } else if (drawn < mix.insert() + mix.update()) {
            final long key = keys.oldest() + writes.next(startNs);
            update(memory, key, table.find(memory, key, record));
        } else if (drawn < mix.insert() + mix.update() + mix.readModify()) {
            final long key = keys.oldest() + writes.next(startNs);
            final long offset = table.find(memory, key, record);
            digest.add(record.bytes(), layout.slotBytes());
            update(memory, key, offset);
        } else {
            table.find(memory, keys.oldest() + reads.next(startNs), record);
            digest.add(record.bytes(), layout.slotBytes());
        }
    }

    private void update(final GuestAccess memory, final long key, final long offset) {
        final int length = content.writeBytes();
        final int field = TableLayout.HEADER_BYTES + (int) position.nextLong(fieldsPerValue) * length;
        if (silence.nextDouble() >= content.silentShare()) {
            content.change(record.bytes(), field, length, contents);
            record.seal(key, record.version() + 1);
        }
        memory.putLong(offset + TableLayout.META_OFFSET, record.meta());
        memory.write(offset + field, record.bytes(), field, length);
    }

    private void insert(final GuestAccess memory) {
        if (keys.full()) {
            table.remove(memory, keys.oldest());
        }
        content.fill(record.bytes(), TableLayout.HEADER_BYTES, layout.valueBytes(), contents);
        table.insert(memory, keys.add(), record);
        resizeStreams();
    }

    private void resizeStreams() {
        reads.resize(keys.count());
        writes.resize(keys.count());
    }

    @Override
    public void loadState(final DirectBuffer buffer, final int offset) {
        super.loadState(buffer, offset);
        resizeStreams();
    }
}
