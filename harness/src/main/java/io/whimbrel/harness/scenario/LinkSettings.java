package io.whimbrel.harness.scenario;

/**
 * What carries the migration.
 *
 * @param transport               reference to the transport
 * @param bandwidthBytesPerSecond cap on what is sent; {@link Long#MAX_VALUE} for none
 * @param splitPages              whether a page may be cut in pieces that fit the transport's frames
 */
public record LinkSettings(String transport, long bandwidthBytesPerSecond, boolean splitPages) {}
