package io.whimbrel.engine.migration;

import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.presence.Presence;
import java.util.Locale;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * What one side has left of a guest whose other part is out of reach, in one line for a person. Both sides tell the
 * checksum of the execution state with which the guest changed hands, so that two such lines can be matched.
 */
final class Remains {

    private static final int MOST_RANGES = 8;

    private Remains() {}

    static String atSource(final long pages, final Push push, final DirectBuffer execution, final int length) {
        return "here are all " + pages + " pages as they were when it was handed over, " + push.absentPages()
                + " of them known to be missing there" + ranges(push::nextAbsentPage) + over(push.attachment())
                + state(execution, length);
    }

    static String atDestination(final Presence presence, final int attachment, final DirectBuffer execution) {
        return "here are " + (presence.pages() - presence.absentPages()) + " of " + presence.pages() + " pages, "
                + presence.absentPages() + " never came" + ranges(from -> nextAbsent(presence, from)) + over(attachment)
                + state(execution, execution.capacity());
    }

    /** Which vCPUs stand still, and for what. By any thread. */
    static String standstills(final Faults faults) {
        final StringBuilder text = new StringBuilder();
        for (int vcpu = 0; vcpu < faults.ports().size(); vcpu++) {
            final long page = faults.ports().get(vcpu).wanted();
            if (page != PageSet.NONE) {
                text.append("; vCPU ").append(vcpu).append(" stands still for page ").append(page);
            }
        }
        return text.toString();
    }

    private static long nextAbsent(final Presence presence, final long from) {
        long page = from;
        while (page < presence.pages() && presence.isPresent(page)) {
            page++;
        }
        return page < presence.pages() ? page : PageSet.NONE;
    }

    /** The first of the pages that a search finds, as a person writes them. */
    private static String ranges(final LongUnaryOperator next) {
        final StringBuilder text = new StringBuilder();
        long page = next.applyAsLong(0);
        for (int range = 0; page != PageSet.NONE && range < MOST_RANGES; range++) {
            final long first = page;
            long last;
            do {
                last = page;
                page = next.applyAsLong(last + 1);
            } while (page == last + 1);
            text.append(range == 0 ? " (" : ", ").append(first).append(last == first ? "" : "-" + last);
        }
        return text.isEmpty() ? "" : text.append(page == PageSet.NONE ? ")" : ", ...)").toString();
    }

    private static String over(final int attachment) {
        return "; link " + attachment;
    }

    private static String state(final DirectBuffer execution, final int length) {
        final byte[] bytes = new byte[length];
        execution.getBytes(0, bytes);
        final CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format(Locale.ROOT, "; execution state %d B, crc32c %08x", length, crc.getValue());
    }
}
