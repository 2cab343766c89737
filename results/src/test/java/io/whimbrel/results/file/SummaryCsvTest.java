package io.whimbrel.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.results.record.Samples;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SummaryCsvTest {

    private static final String LATENCIES = "100000,4100,31000,412000,900000,68000,5200,38000000,41900000,42100000,"
            + "100000,4000,29000,380000,870000,";

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
                    + "timeToResponsivenessNs,absentPages,pagesDemanded,faults,stallNs,faultP50Ns,faultP99Ns,"
                    + "faultMaxNs,prefetchCoverage,prefetchAccuracy,"
                    + "optimalDowntimeNs,regretDowntimeNs,regretTimingNs,optimalStallNs,regretStallNs,"
                    + "regretBytesSent,regretTotalTimeNs,stolenCpuNs,decisionTraceSha256,reason",
                    lines.get(0));
            assertEquals("stop-and-copy,1,stop-and-copy,completed,true,1360000000,210000,41500000,0,42100000,277250000,"
                    + "67536,1024,0,1.0328,2,50000.0,49998.5,910000," + LATENCIES
                    + "100000000,,,,,,,,,,30000000,11500000,2000000,,,8250000,40000000,,,", lines.get(1));
            assertEquals("\"precopy, \"\"peek-skip\"\"\",3,precopy,failed,false,,,,,,,,,,,0" + ",".repeat(38)
                    + "the destination fell silent for 1 s", lines.get(4));
            assertEquals(5, lines.size());
        } finally {
            Locale.setDefault(usual);
        }
    }
}
