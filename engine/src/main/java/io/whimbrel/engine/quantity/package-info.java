/** Quantities with units: parsing what a person writes, printing what a person reads. */
package io.whimbrel.engine.quantity;
