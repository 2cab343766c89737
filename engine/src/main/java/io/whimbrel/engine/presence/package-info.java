/** Which pages are here, and what a vCPU does that touches one that is not. */
package io.whimbrel.engine.presence;
