package io.whimbrel.workloads.trace.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.workloads.trace.Access;
import io.whimbrel.workloads.trace.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LackeyImportTest {

    @TempDir
    private Path directory;

    private List<Access> read(final String text) throws IOException {
        final Path file = directory.resolve("lackey.txt");
        Files.writeString(file, text);
        final List<Access> accesses = new ArrayList<>();
        new LackeyImport(4096, 10).read(file, (timeNs, vcpu, page, write, bytesChanged) -> accesses
                .add(new Access(timeNs, vcpu, page, write, bytesChanged)));
        return accesses;
    }

    @Test
    void shouldTakeLoadsStoresAndModificationsByPagesInTheOrderOfFirstTouch() throws IOException {
        assertEquals(List.of(Access.read(0, 0, 0), Access.write(10, 0, 1, 8), Access.read(20, 0, 0),
                Access.write(20, 0, 0, 4), Access.write(30, 0, 2, 2)), read("""
                        ==21079== Lackey, an example Valgrind tool
                        ==21079==
                        I  0023C790,2
                         L be80199c,4
                         S 1ffefff3a8,8
                        I  0025747C,3
                         M be80199c,4
                         S ffffffffffffff00,2
                        ==21079== Counted 1 call to main()
                        """));
    }

    @Test
    void shouldSplitWhatCrossesAPage() throws IOException {
        assertEquals(List.of(Access.read(0, 0, 0), Access.read(0, 0, 1), Access.write(0, 0, 0, 6),
                Access.write(0, 0, 1, 10), Access.write(10, 0, 1, 4096)), read(" M 1ffa,16\n S 2000,4096\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " S 10", " S 10,", " S ,8", " S 10,x", " S 1g,8", " S 10,0", " S 10,-8", " S 10,4097",
        " X 10,8", "S 10,8", " S10,8", " S 10000000000000000,8", " S ffffffffffffffff,8", "hello world"})
    void shouldRefuseALineByItsNumber(final String line) {
        final TraceException e = assertThrows(TraceException.class, () -> read("==1== x\n L 10,8\n" + line + "\n"));
        assertEquals(directory + "/lackey.txt: line 3: '" + line + "' is not an access such as ' S 1ffefff3a8,8'",
                e.getMessage());
    }

    @Test
    void shouldQuoteOnlyTheBeginningOfALongLine() {
        final TraceException e = assertThrows(TraceException.class, () -> read("x".repeat(1000)));
        assertTrue(e.getMessage().length() < directory.toString().length() + 150, e.getMessage());
    }

    @Test
    void shouldRefuseAFileThatIsMissing() {
        final Path none = directory.resolve("none");
        assertEquals(none + ": there is no such file", assertThrows(TraceException.class,
                () -> new LackeyImport(4096, 10).read(none, (timeNs, vcpu, page, write, bytesChanged) -> {
                    throw new AssertionError("there is no access");
                })).getMessage());
    }
}
