package io.whimbrel.harness.scenario;

/**
 * What a key was set to, as a person wrote it.
 *
 * @param text   the value
 * @param origin where it was written, for messages: {@code file:line}, the option on the command line, or the built-in
 *               default
 */
public record Value(String text, String origin) {}
