package io.whimbrel.workloads.trace.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.workloads.Guests;
import io.whimbrel.workloads.trace.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordingAccessTest {

    private final List<Access> recorded = new ArrayList<>();
    private GuestMemory memory;
    private RecordingAccess access;

    @BeforeEach
    void map() {
        memory = new GuestMemory(Guests.SMALL);
        access = new RecordingAccess(memory, 2, (timeNs, vcpu, page, write, bytesChanged) -> recorded
                .add(new Access(timeNs, vcpu, page, write, bytesChanged)));
        access.at(77);
    }

    @AfterEach
    void unmap() {
        memory.close();
    }

    @Test
    void shouldRecordWordsAndBytes() {
        access.putLong(4096, 0x00ff_0001_0000_8000L);
        access.putLong(4096, 0x00ff_0001_0000_8000L);
        access.putByte(8192, (byte) 3);
        access.putByte(8192, (byte) 3);
        assertEquals(0x00ff_0001_0000_8000L, access.getLong(4096));
        assertEquals(3, access.getByte(8192));
        assertEquals(List.of(Access.write(77, 2, 1, 3), Access.write(77, 2, 1, 0), Access.write(77, 2, 2, 1),
                Access.write(77, 2, 2, 0), Access.read(77, 2, 1), Access.read(77, 2, 2)), recorded);
    }

    @Test
    void shouldRecordEachPageOfALongAccess() {
        final byte[] bytes = new byte[4096 + 30];
        new Random(1).nextBytes(bytes);
        bytes[0] = 0;
        for (int i = 1; i < bytes.length; i++) {
            bytes[i] |= 1;
        }
        access.write(4096 - 10, bytes, 0, bytes.length);
        final byte[] read = new byte[bytes.length];
        access.read(4096 - 10, read, 0, read.length);
        assertArrayEquals(bytes, read);
        assertEquals(List.of(Access.write(77, 2, 0, 9), Access.write(77, 2, 1, 4096), Access.write(77, 2, 2, 20),
                Access.read(77, 2, 0), Access.read(77, 2, 1), Access.read(77, 2, 2)), recorded);
    }

    @Test
    void shouldCountTheBytesThatDifferWhereverTheyAre() {
        final Random random = new Random(9);
        for (int i = 0; i < 1_000; i++) {
            final int length = 1 + random.nextInt(70);
            final long offset = random.nextInt(4096 - length);
            final byte[] bytes = Guests.bytes(memory, offset, length);
            int changed = 0;
            for (int at = 0; at < length; at++) {
                if (random.nextInt(4) == 0) {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                    changed++;
                }
            }
            recorded.clear();
            access.write(offset, bytes, 0, length);
            assertEquals(List.of(Access.write(77, 2, 0, changed)), recorded);
            assertArrayEquals(bytes, Guests.bytes(memory, offset, length));
        }
    }

    @Test
    void shouldTakeEveryWriteForAChangeWhereOnlyVersionsAreKept() {
        try (GuestMemory versions = GuestMemory.ofVersions(Guests.SMALL)) {
            final RecordingAccess blind = new RecordingAccess(versions, 0, (timeNs, vcpu, page, write,
                    bytesChanged) -> recorded.add(new Access(timeNs, vcpu, page, write, bytesChanged)));
            blind.putLong(0, 0);
            blind.putByte(0, (byte) 0);
            blind.write(4090, new byte[20], 0, 20);
            assertEquals(2 + 1, blind.getLong(0));
            assertEquals(List.of(Access.write(0, 0, 0, 8), Access.write(0, 0, 0, 1), Access.write(0, 0, 0, 6),
                    Access.write(0, 0, 1, 14), Access.read(0, 0, 0)), recorded);
        }
    }
}
