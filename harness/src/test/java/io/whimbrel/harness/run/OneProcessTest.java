package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.plugin.PluginProvider;
import io.whimbrel.harness.end.CuttingProxy;
import io.whimbrel.harness.scenario.Catalogs;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import io.whimbrel.transports.tcp.TcpTransports;
import io.whimbrel.workloads.trace.TraceWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OneProcessTest {

    private static final int CUT_AFTER_BYTES = 64 << 10;

    @Test
    void shouldTakeUpAPostcopyByItselfThatWasCut() {
        // Most of the guest's pages are seconds away when it is handed over.
        final Variant variant = Small.variant("link.transport=tcp", "migration.strategy=postcopy",
                "migration.encoding=raw", "guest.memory=4MiB", "guest.rate=100/s", "link.bandwidth=1MiB/s",
                "phases.rehearsal=0ms", "phases.warm-up=5ms", "phases.before=5ms", "phases.after=5ms");
        try (ProxiedTcp tcp = new ProxiedTcp()) {
            final Pair pair = new OneProcess(tcp.catalog(), new DriverPlaces(null)).migrate(variant,
                    (role, message) -> {
                        if (message instanceof Message.Happened(MigrationEvent.SourceEntered entered)
                                && entered.state() == SourceState.SERVING && !tcp.proxy.hasCut()) {
                            tcp.proxy.cutAfter(CUT_AFTER_BYTES, true);
                        }
                    });
            assertTrue(tcp.proxy.hasCut());
            assertEquals(List.of(), pair.troubles());
            assertEquals(Whereabouts.KNOWN, pair.whereabouts());
            assertEquals(SourceState.COMPLETED, pair.source().migration().state());
            assertEquals(1, pair.source().migration().push().renewals());
            assertTrue(pair.destination().verdict().verified(), () -> pair.destination().verdict().toString());
        }
    }

    @Test
    void shouldPushInARecordedOrder(@TempDir final Path directory) {
        final Path trace = directory.resolve("my.trace");
        try (TraceWriter writer = new TraceWriter(trace, 4096, 1, "what ran")) {
            for (int page = 4095; page >= 0; page--) {
                writer.access(4095 - page, 0, page, false, 0);
            }
            writer.complete(4096);
        }
        final Variant variant = Small.variant("link.transport=tcp", "migration.strategy=postcopy",
                "migration.prefetch=recorded(file=" + trace + ")", "phases.rehearsal=200ms");
        final Pair pair = new OneProcess(Catalogs.BUILT_IN, new DriverPlaces(null)).migrate(variant,
                (role, message) -> {});
        assertEquals(List.of(), pair.troubles());
        assertEquals(SourceState.COMPLETED, pair.source().migration().state());
        assertTrue(pair.destination().verdict().verified(), () -> pair.destination().verdict().toString());
    }

    /** TCP whose source calls through a proxy, always the same. */
    private static final class ProxiedTcp implements Transport, AutoCloseable {

        private final Transport tcp = Catalogs.BUILT_IN.create(Transport.class, "tcp");
        private volatile CuttingProxy proxy;

        PluginCatalog catalog() {
            final List<PluginProvider> providers = new ArrayList<>();
            ServiceLoader.load(PluginProvider.class).forEach(provider -> {
                if (!(provider instanceof TcpTransports)) {
                    providers.add(provider);
                }
            });
            providers.add(() -> List.of(new Plugin<>(Transport.class, "tcp", "TCP through a proxy", "", List.of(),
                    arguments -> this)));
            return new PluginCatalog(providers);
        }

        @Override
        public DestinationEnd listen(final String address, final DriverPlace driver) {
            return tcp.listen(address, driver);
        }

        @Override
        public SourceEnd connect(final String address, final DriverPlace driver) {
            try {
                if (proxy == null) {
                    proxy = CuttingProxy.to(address);
                }
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
            return tcp.connect(proxy.address(), driver);
        }

        @Override
        public boolean needsDriver() {
            return tcp.needsDriver();
        }

        @Override
        public String anyAddress() {
            return tcp.anyAddress();
        }

        @Override
        public void close() {
            if (proxy != null) {
                proxy.close();
            }
        }
    }
}
