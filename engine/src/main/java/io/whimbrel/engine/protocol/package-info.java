/** The wire: control messages, page batches, checksums. */
package io.whimbrel.engine.protocol;
