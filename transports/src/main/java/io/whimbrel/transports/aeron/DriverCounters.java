package io.whimbrel.transports.aeron;

import static io.aeron.AeronCounters.DRIVER_RECEIVER_NAKS_SENT_TYPE_ID;
import static io.aeron.AeronCounters.DRIVER_SENDER_BPE_TYPE_ID;
import static io.aeron.AeronCounters.DRIVER_SENDER_NAKS_RECEIVED_TYPE_ID;

import io.aeron.AeronCounters;
import io.whimbrel.engine.link.LinkEnd;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.status.CountersReader;

/**
 * What the media driver has counted since the end was opened. Totals are the driver's: where ends share a driver, they
 * share these. Those of single streams are the end's own.
 */
final class DriverCounters {

    private static final Map<String, Integer> TOTALS = new LinkedHashMap<>();
    /** Not totals but maxima: taken as they are, not since the end was opened. */
    private static final Map<String, Integer> MAXIMA = new LinkedHashMap<>();
    private static final Map<Integer, String> PER_STREAM = Map.of(DRIVER_SENDER_BPE_TYPE_ID, "SenderBackPressured",
            DRIVER_SENDER_NAKS_RECEIVED_TYPE_ID, "NaksReceived", DRIVER_RECEIVER_NAKS_SENT_TYPE_ID, "NaksSent");

    static {
        TOTALS.put("wireBytesSent", AeronCounters.SYSTEM_COUNTER_ID_BYTES_SENT);
        TOTALS.put("wireBytesReceived", AeronCounters.SYSTEM_COUNTER_ID_BYTES_RECEIVED);
        TOTALS.put("naksSent", AeronCounters.SYSTEM_COUNTER_ID_NAK_MESSAGES_SENT);
        TOTALS.put("naksReceived", AeronCounters.SYSTEM_COUNTER_ID_NAK_MESSAGES_RECEIVED);
        TOTALS.put("retransmitsSent", AeronCounters.SYSTEM_COUNTER_ID_RETRANSMITS_SENT);
        TOTALS.put("retransmittedBytes", AeronCounters.SYSTEM_COUNTER_ID_RETRANSMITTED_BYTES);
        TOTALS.put("retransmitOverflows", AeronCounters.SYSTEM_COUNTER_ID_RETRANSMIT_OVERFLOW);
        TOTALS.put("flowControlUnderRuns", AeronCounters.SYSTEM_COUNTER_ID_FLOW_CONTROL_UNDER_RUNS);
        TOTALS.put("flowControlOverRuns", AeronCounters.SYSTEM_COUNTER_ID_FLOW_CONTROL_OVER_RUNS);
        TOTALS.put("senderFlowControlLimits", AeronCounters.SYSTEM_COUNTER_ID_SENDER_FLOW_CONTROL_LIMITS);
        TOTALS.put("shortSends", AeronCounters.SYSTEM_COUNTER_ID_SHORT_SENDS);
        TOTALS.put("lossGapFills", AeronCounters.SYSTEM_COUNTER_ID_LOSS_GAP_FILLS);
        TOTALS.put("invalidPackets", AeronCounters.SYSTEM_COUNTER_ID_INVALID_PACKETS);
        TOTALS.put("statusMessagesSent", AeronCounters.SYSTEM_COUNTER_ID_STATUS_MESSAGES_SENT);
        TOTALS.put("statusMessagesReceived", AeronCounters.SYSTEM_COUNTER_ID_STATUS_MESSAGES_RECEIVED);
        TOTALS.put("unblockedPublications", AeronCounters.SYSTEM_COUNTER_ID_UNBLOCKED_PUBLICATIONS);
        TOTALS.put("driverErrors", AeronCounters.SYSTEM_COUNTER_ID_ERRORS);
        MAXIMA.put("conductorMaxCycleTimeNs", AeronCounters.SYSTEM_COUNTER_ID_CONDUCTOR_MAX_CYCLE_TIME);
        MAXIMA.put("senderMaxCycleTimeNs", AeronCounters.SYSTEM_COUNTER_ID_SENDER_MAX_CYCLE_TIME);
        MAXIMA.put("receiverMaxCycleTimeNs", AeronCounters.SYSTEM_COUNTER_ID_RECEIVER_MAX_CYCLE_TIME);
        MAXIMA.put("mappedBytes", AeronCounters.SYSTEM_COUNTER_ID_BYTES_CURRENTLY_MAPPED);
    }

    private static final int SESSION_OFFSET = 8;
    private static final int STREAM_OFFSET = 12;

    private final CountersReader reader;
    private final AeronOptions options;
    private final Map<String, Long> before = new LinkedHashMap<>();

    DriverCounters(final CountersReader reader, final AeronOptions options) {
        this.reader = reader;
        this.options = options;
        TOTALS.forEach((name, id) -> before.put(name, reader.getCounterValue(id)));
    }

    /** Must not be called once the client has closed: the counters are unmapped then. */
    void visit(final int sessionId, final LinkEnd.CounterVisitor visitor) {
        TOTALS.forEach((name, id) -> visitor.counter(name, reader.getCounterValue(id) - before.get(name)));
        MAXIMA.forEach((name, id) -> visitor.counter(name, reader.getCounterValue(id)));
        reader.forEach((counterId, typeId, keyBuffer, label) -> {
            final String what = PER_STREAM.get(typeId);
            final String stream = what == null || keyBuffer.getInt(SESSION_OFFSET) != sessionId
                    ? null
                    : streamName(keyBuffer.getInt(STREAM_OFFSET));
            if (stream != null) {
                visitor.counter(stream + what, reader.getCounterValue(counterId));
            }
        });
    }

    private String streamName(final int stream) {
        if (stream == options.dataStream()) {
            return "data";
        }
        if (stream == options.urgentStream()) {
            return "urgent";
        }
        return stream == options.controlStream() || stream == options.returnStream() ? "control" : null;
    }
}
