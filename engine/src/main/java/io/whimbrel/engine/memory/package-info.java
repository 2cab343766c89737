/** The guest's off-heap memory, its page geometry, and bitmaps over its pages. */
package io.whimbrel.engine.memory;
