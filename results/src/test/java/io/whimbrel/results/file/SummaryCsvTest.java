package io.whimbrel.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.results.record.LongestFaultRecord;
import io.whimbrel.results.record.Samples;
import io.whimbrel.results.record.VariantRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryCsvTest {

    private static final String LATENCIES = "100000,4100,31000,412000,900000,68000,5200,38000000,41900000,42100000,"
            + "100000,4000,29000,380000,870000,";

    @Test
    void shouldTellWhatAGuestWaitedForByStageAndByVcpu() {
        final LongestFaultRecord fault = new LongestFaultRecord(12, 0, 19_600, 9_100L, 4_800L, 5_000L, 300L, 400L,
                false);
        final List<String> lines = SummaryCsv
                .print(Samples.run(
                        List.of(new VariantRecord("postcopy", Map.of(), List.of(Samples.postcopy(fault)))), null))
                .lines().toList();
        assertTrue(lines.get(1).contains(LATENCIES + "100000000,65536,1,2,3,5,1,0.125,19600,9800 19600,"
                + "19600,19600,19600,9100,9100,9100,4800,4800,4800,5000,5000,5000,300,300,300,400,400,400,"
                + "0.875,0.1,1.0,,,,4900,14700,"), lines.get(1));
    }

    @Test
    void shouldPrintOneLineForEachMigrationInAnyLocale() {
        final Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            final List<String> lines = SummaryCsv.print(Samples.run()).lines().toList();
            assertEquals("variant,repetition,strategy,outcome,verified,totalTimeNs,setupTimeNs,downtimeNs,"
                    + "clockUncertaintyNs,perceivedDowntimeNs,bytesSent,pagesSent,zeroPages,pagesSkipped,amplification,"
                    + "rounds,rateAskedPerSecond,rateAchievedPerSecond,longestGapBeforeNs,"
                    + "beforeCount,beforeP50Ns,beforeP99Ns,beforeP999Ns,beforeMaxNs,"
                    + "duringCount,duringP50Ns,duringP99Ns,duringP999Ns,duringMaxNs,"
                    + "afterCount,afterP50Ns,afterP99Ns,afterP999Ns,afterMaxNs,"
                    + "timeToResponsivenessNs,absentPages,pagesDemanded,requestsNeedless,requestsSpared,"
                    + "duplicatesAvoided,faults,faultShare,stallNs,blockedNs,faultP50Ns,faultP99Ns,faultMaxNs,"
                    + "faultRequestP50Ns,faultRequestP99Ns,faultRequestMaxNs,faultQueueP50Ns,faultQueueP99Ns,"
                    + "faultQueueMaxNs,faultTransferP50Ns,faultTransferP99Ns,faultTransferMaxNs,faultApplyP50Ns,"
                    + "faultApplyP99Ns,faultApplyMaxNs,faultWakeP50Ns,faultWakeP99Ns,faultWakeMaxNs,"
                    + "prefetchCoverage,prefetchAccuracy,prefetchTimeliness,"
                    + "optimalDowntimeNs,regretDowntimeNs,regretTimingNs,optimalStallNs,regretStallNs,"
                    + "regretBytesSent,regretTotalTimeNs,stolenCpuNs,decisionTraceSha256,reason",
                    lines.get(0));
            assertEquals("stop-and-copy,1,stop-and-copy,completed,true,1360000000,210000,41500000,0,42100000,277250000,"
                    + "67536,1024,0,1.0328,2,50000.0,49998.5,910000," + LATENCIES
                    + "100000000" + ",".repeat(31) + "30000000,11500000,2000000,,,8250000,40000000,,,", lines.get(1));
            assertEquals("\"precopy, \"\"peek-skip\"\"\",3,precopy,failed,false,,,,,,,,,,,0" + ",".repeat(59)
                    + "the destination fell silent for 1 s", lines.get(4));
            assertEquals(5, lines.size());
        } finally {
            Locale.setDefault(usual);
        }
    }
}
