package io.whimbrel.workloads.trace.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.workloads.trace.Access;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvExportTest {

    @Test
    void shouldWriteALineForEachAccess(@TempDir final Path directory) throws IOException {
        final TraceFile trace = Access.trace(directory.resolve("a.trace"), new TraceHeader(4096, 1L << 36, 2, ""),
                List.of(Access.write(0, 0, 3, 64), Access.read(20_000, 1, (1L << 36) - 1)));
        final StringBuilder text = new StringBuilder();
        CsvExport.write(trace, text);
        assertEquals("""
                timeNs,vcpu,page,access,bytesChanged
                0,0,3,write,64
                20000,1,68719476735,read,0
                """, text.toString());
    }
}
