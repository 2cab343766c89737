/** What would disturb a measurement on this machine, and what would mend it. */
package io.whimbrel.harness.doctor;
