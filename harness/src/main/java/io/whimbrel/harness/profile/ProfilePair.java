package io.whimbrel.harness.profile;

import io.whimbrel.results.model.MeasuredProfile;

/**
 * A guest measured in two ways over the same periods.
 *
 * @param exact   every page, by the dirty tracker
 * @param sampled some pages, by their checksums
 */
public record ProfilePair(MeasuredProfile exact, MeasuredProfile sampled) {}
