/** What the machine and the virtual machine were like when a run was measured. */
package io.whimbrel.results.environment;
