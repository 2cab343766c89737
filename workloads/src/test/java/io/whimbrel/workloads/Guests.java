package io.whimbrel.workloads;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;

/** Small guests for tests. */
public final class Guests {

    public static final PluginCatalog CATALOG = PluginCatalog.load(Guests.class.getClassLoader());
    public static final PageGeometry SMALL = pages(64);

    private Guests() {}

    public static PageGeometry pages(final long pages) {
        return new PageGeometry(pages * PageGeometry.MIN_PAGE_BYTES, PageGeometry.MIN_PAGE_BYTES);
    }

    public static GuestProgram program(final String spec, final PageGeometry geometry, final int vcpus) {
        return new WorkloadFactory(CATALOG).create(spec, geometry, vcpus);
    }

    public static GuestMemory filled(final GuestProgram program, final PageGeometry geometry) {
        final GuestMemory memory = new GuestMemory(geometry);
        program.fill(memory);
        return memory;
    }

    public static void execute(final VcpuProgram vcpu, final GuestAccess memory, final long operations) {
        for (long i = 0; i < operations; i++) {
            vcpu.execute(memory);
        }
    }

    public static byte[] bytes(final GuestMemory memory) {
        return bytes(memory, 0, Math.toIntExact(memory.geometry().memoryBytes()));
    }

    public static byte[] bytes(final GuestMemory memory, final long offset, final int length) {
        final byte[] bytes = new byte[length];
        memory.read(offset, bytes, 0, length);
        return bytes;
    }
}
