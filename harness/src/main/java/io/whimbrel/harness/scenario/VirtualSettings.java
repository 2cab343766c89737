package io.whimbrel.harness.scenario;

/**
 * What virtual time is like: references to plug-ins.
 *
 * @param link  what the modelled link is like
 * @param costs what the simulated processors take for their work
 */
public record VirtualSettings(String link, String costs) {}
