/** Runs a scenario: each variant as often as asked, in two processes or in one, and makes a record of each migration. */
package io.whimbrel.harness.run;
