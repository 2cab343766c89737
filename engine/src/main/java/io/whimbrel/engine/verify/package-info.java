/** Proves that a guest that was migrated is, bit for bit, the guest that was not. */
package io.whimbrel.engine.verify;
