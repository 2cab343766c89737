/** The command line: one class for each command, and what they have in common. */
package io.whimbrel.harness.cli;
