/**
 * What is to be run: scenario files, the keys they may hold, the matrix, and the typed settings that come of it. One
 * table of keys drives parsing, messages, the effective configuration and the documentation.
 */
package io.whimbrel.harness.scenario;
