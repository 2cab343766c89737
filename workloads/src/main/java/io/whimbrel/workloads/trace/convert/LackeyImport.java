package io.whimbrel.workloads.trace.convert;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.workloads.trace.AccessSink;
import io.whimbrel.workloads.trace.TraceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.collections.Long2LongHashMap;

/**
 * Reads what {@code valgrind --tool=lackey --trace-mem=yes} prints: loads, stores and modifications of a program's
 * memory, each a read, a write, or a read and a write. Lackey tells no times: every line takes the same. Pages are
 * numbered in the order in which they are first touched. A store is taken to change all of its bytes. Lines that begin
 * with {@code ==} are Valgrind's own and left out, and so are fetches of instructions.
 */
public final class LackeyImport {

    private static final int OPERATION = 1;
    private static final int ADDRESS = 3;
    private static final long NO_PAGE = -1;

    private final int pageBytes;
    private final int pageShift;
    private final long nsPerAccess;
    private final Long2LongHashMap pages = new Long2LongHashMap(NO_PAGE);
    private long timeNs;

    /**
     * Prepares to read.
     *
     * @param pageBytes   length of a page, in bytes
     * @param nsPerAccess the time that each line takes, in nanoseconds
     */
    public LackeyImport(final int pageBytes, final long nsPerAccess) {
        this.pageBytes = pageBytes;
        this.pageShift = new PageGeometry(pageBytes, pageBytes).pageShift();
        this.nsPerAccess = nsPerAccess;
    }

    /**
     * Reads a file to its end.
     *
     * @param file what Lackey printed
     * @param sink takes the accesses, all of virtual CPU 0
     * @throws TraceException in one line naming the file and the line, when that is none of Lackey's
     */
    public void read(final Path file, final AccessSink sink) {
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.startsWith("==") && !line.startsWith("I ") && !access(line, sink)) {
                    throw new TraceException(file + ": line " + number + ": '" + shortened(line)
                            + "' is not an access such as ' S 1ffefff3a8,8'");
                }
            }
        } catch (final IOException e) {
            throw new TraceException(file + ": "
                    + (Files.exists(file) ? "cannot be read: " + e.getMessage() : "there is no such file"));
        }
    }

    private static String shortened(final String line) {
        return line.length() <= 40 ? line : line.substring(0, 40) + "...";
    }

    private boolean access(final String line, final AccessSink sink) {
        final int comma = line.indexOf(',');
        if (comma <= ADDRESS || line.charAt(0) != ' ' || line.charAt(2) != ' ') {
            return false;
        }
        final long address;
        final int bytes;
        try {
            address = Long.parseUnsignedLong(line, ADDRESS, comma, 16);
            bytes = Integer.parseInt(line, comma + 1, line.length(), 10);
        } catch (final NumberFormatException e) {
            return false;
        }
        if (bytes < 1 || bytes > pageBytes || Long.compareUnsigned(address, -bytes) > 0) {
            return false;
        }
        switch (line.charAt(OPERATION)) {
            case 'L' -> touch(address, bytes, false, sink);
            case 'S' -> touch(address, bytes, true, sink);
            case 'M' -> {
                touch(address, bytes, false, sink);
                touch(address, bytes, true, sink);
            }
            default -> {
                return false;
            }
        }
        timeNs += nsPerAccess;
        return true;
    }

    /** An access that crosses from one page into the next is one to each. */
    private void touch(final long address, final int bytes, final boolean write, final AccessSink sink) {
        final int inFirst = (int) Math.min(bytes, pageBytes - (address & pageBytes - 1));
        sink.access(timeNs, 0, page(address), write, write ? inFirst : 0);
        if (inFirst < bytes) {
            sink.access(timeNs, 0, page(address + inFirst), write, write ? bytes - inFirst : 0);
        }
    }

    private long page(final long address) {
        final long number = address >>> pageShift;
        long page = pages.get(number);
        if (page == NO_PAGE) {
            page = pages.size();
            pages.put(number, page);
        }
        return page;
    }
}
