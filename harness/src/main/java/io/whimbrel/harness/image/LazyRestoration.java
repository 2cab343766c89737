package io.whimbrel.harness.image;

import io.whimbrel.engine.image.LazyReport;
import io.whimbrel.results.record.PostcopyRecord;

/**
 * How a guest was restored whose pages came while it ran.
 *
 * @param restoration  what there is to say of any restored guest
 * @param prefetch     reference to the prefetcher
 * @param pages        how its pages came
 * @param faults       what waiting for them cost it
 * @param allPresentNs from opening the image until every page was there
 */
public record LazyRestoration(Restoration restoration, String prefetch, LazyReport pages, PostcopyRecord faults,
        long allPresentNs) {}
